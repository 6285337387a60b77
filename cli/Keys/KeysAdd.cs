using Deis.Cli.CommandLine;

namespace Deis.Cli.Keys;

/// <summary><c>deis keys:add</c>.</summary>
internal sealed class KeysAdd : Command
{
    public override string Name => "keys:add";

    public override string Summary => "add an SSH key";

    public override string Help => """
        Adds an SSH public key, which 'git push' then accepts: for all that you may push
        to, or, with --app, for that application alone.

        Usage: deis keys:add [<name>] [<key>] [options]

        Arguments:
          <name>
            name of the key; defaults to the comment in the key file.
          <key>
            path of the public key file, such as ~/.ssh/id_ed25519.pub. Without it you
            choose among those in ~/.ssh.

        Options:
          -a --app=<app>
            make it a deploy key: whoever has it pushes to this application, in your
            name, and can do nothing else.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var (name, file) = (arguments.Value("<name>"), arguments.Value("<key>"));
        if (file is null && File.Exists(name))
            (name, file) = (null, name);
        var key = file is null ? await KeyChooser.ChooseAsync(context.Terminal, cancellationToken) : SshPublicKey.Read(file);

        var app = arguments.Value("--app");
        context.Terminal.Write($"Uploading {key.FileName} to {app ?? "deis"}...");
        await context.Work.StepAsync(session.Client.Keys.AddAsync(app, name ?? key.Id, key.Public, cancellationToken));
        context.Terminal.WriteLine(" done");
        return 0;
    }
}
