using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;

namespace Deis.Cli.Releases;

/// <summary><c>deis releases:list</c>.</summary>
internal sealed class ReleasesList : Command
{
    public override string Name => "releases:list";

    public override string Summary => "list an application's release history";

    public override string Help => """
        Lists the releases of an application, newest first.

        Usage: deis releases:list [options]

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
        var releases = await session.Client.Releases.ListAsync(app, limit, cancellationToken);

        JsonOutput.Write(context.Terminal, releases, () => ClientJson.Default.IReadOnlyListRelease);
        context.Terminal.WriteLine(Heading.Of($"{app} Releases", releases.Results.Count, releases.Count));
        TabStops.Write(
            context.Terminal,
            [.. releases.Results.Select(release => new[] { $"v{release.Version}", release.Created, release.Summary })]);
        return 0;
    }
}
