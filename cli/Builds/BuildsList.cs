using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;

namespace Deis.Cli.Builds;

/// <summary><c>deis builds:list</c>.</summary>
internal sealed class BuildsList : Command
{
    public override string Name => "builds:list";

    public override string Summary => "list build history for an application";

    public override string Help => """
        Lists the builds of an application.

        Usage: deis builds:list [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          -l --limit=<num>
            the maximum number of results to display, defaults to config setting
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var limit = session.Limit(arguments);
        var app = await session.AppAsync(arguments, cancellationToken);
        var builds = await session.Client.Builds.ListAsync(app, limit, cancellationToken);

        JsonOutput.Write(context.Terminal, builds, () => ClientJson.Default.IReadOnlyListBuild);
        context.Terminal.WriteLine(Heading.Of($"{app} Builds", builds.Results.Count, builds.Count));
        foreach (var build in builds.Results)
            context.Terminal.WriteLine($"{build.Uuid} {build.Created}");
        return 0;
    }
}
