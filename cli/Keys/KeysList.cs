using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;

namespace Deis.Cli.Keys;

/// <summary><c>deis keys:list</c>.</summary>
internal sealed class KeysList : Command
{
    private const int Head = 16;
    private const int Tail = 10;

    public override string Name => "keys:list";

    public override string Summary => "list SSH keys for the logged in user";

    public override string Help => """
        Lists the SSH keys of the user who is logged in or, with --app, the deploy keys
        of that application.

        Usage: deis keys:list [options]

        Options:
          -a --app=<app>
            list the keys that may push to this application alone.
          -l --limit=<num>
            the maximum number of results to display, defaults to config setting
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = arguments.Value("--app");
        var keys = await session.Client.Keys.ListAsync(app, session.Limit(arguments), cancellationToken);

        JsonOutput.Write(context.Terminal, keys, () => ClientJson.Default.IReadOnlyListKey);
        context.Terminal.WriteLine(Heading.Of(app is null ? $"{session.Profile.Username} Keys" : $"{app} Deploy Keys", keys.Results.Count, keys.Count));
        var width = keys.Results.Select(key => key.Id.Length).DefaultIfEmpty().Max() + 1;
        foreach (var key in keys.Results)
            context.Terminal.WriteLine($"{key.Id.PadRight(width)}{Abridge(key.Public)}");
        return 0;
    }

    private static string Abridge(string key) =>
        $"{key[..Math.Min(Head, key.Length)]}...{key[Math.Max(0, key.Length - Tail)..]}";
}
