using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;

namespace Deis.Cli.Releases;

/// <summary><c>deis releases:info</c>.</summary>
internal sealed class ReleasesInfo : Command
{
    public override string Name => "releases:info";

    public override string Summary => "print information about a specific release";

    public override string Help => """
        Prints what there is to know about a release.

        Usage: deis releases:info <version> [options]

        Arguments:
          <version>
            number of the release, such as 'v1'.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var version = ReleaseVersion.Parse(arguments.Required("<version>"));
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var release = await session.Client.Releases.GetAsync(app, version, cancellationToken);

        JsonOutput.Write(context.Terminal, release, () => ClientJson.Default.Release);
        context.Terminal.WriteLine($"=== {app} Release v{version}");
        if (!string.IsNullOrEmpty(release.Build))
            context.Terminal.WriteLine($"build:    {release.Build}");
        context.Terminal.WriteLine($"config:   {release.Config}");
        context.Terminal.WriteLine($"owner:    {release.Owner}");
        context.Terminal.WriteLine($"created:  {release.Created}");
        context.Terminal.WriteLine($"summary:  {release.Summary}");
        context.Terminal.WriteLine($"updated:  {release.Updated}");
        context.Terminal.WriteLine($"uuid:     {release.Uuid}");
        return 0;
    }
}
