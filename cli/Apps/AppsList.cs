using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;

namespace Deis.Cli.Apps;

/// <summary><c>deis apps:list</c>.</summary>
internal sealed class AppsList : Command
{
    public override string Name => "apps:list";

    public override string Summary => "list accessible applications";

    public override string Help => """
        Lists the applications that you may see.

        Usage: deis apps:list [options]

        Options:
          -l --limit=<num>
            the maximum number of results to display, defaults to config setting
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var apps = await session.Client.Apps.ListAsync(session.Limit(arguments), cancellationToken);

        JsonOutput.Write(context.Terminal, apps, () => ClientJson.Default.IReadOnlyListApp);
        context.Terminal.WriteLine(Heading.Of("Apps", apps.Results.Count, apps.Count));
        foreach (var app in apps.Results)
            context.Terminal.WriteLine(app.Id);
        return 0;
    }
}
