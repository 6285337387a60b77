using Deis.Cli.CommandLine;

namespace Deis.Cli.Keys;

/// <summary><c>deis keys:remove</c>.</summary>
internal sealed class KeysRemove : Command
{
    public override string Name => "keys:remove";

    public override string Summary => "remove an SSH key";

    public override string Help => """
        Removes an SSH key of the user who is logged in or, with --app, a deploy key of
        that application.

        Usage: deis keys:remove <key> [options]

        Arguments:
          <key>
            name of the key.

        Options:
          -a --app=<app>
            the application whose deploy key it is.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var key = arguments.Required("<key>");
        context.Terminal.Write($"Removing {key} SSH Key...");
        await context.Work.StepAsync(session.Client.Keys.RemoveAsync(arguments.Value("--app"), key, cancellationToken));
        context.Terminal.WriteLine(" done");
        return 0;
    }
}
