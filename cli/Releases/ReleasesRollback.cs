using Deis.Cli.CommandLine;
using Deis.Cli.Output;

namespace Deis.Cli.Releases;

/// <summary><c>deis releases:rollback</c>.</summary>
internal sealed class ReleasesRollback : Command
{
    public override string Name => "releases:rollback";

    public override string Summary => "return to a previous release";

    public override string Help => """
        Returns to a previous release by releasing its build and configuration anew.

        Usage: deis releases:rollback [<version>] [options]

        Arguments:
          <version>
            number of the release, such as 'v1'; without it, the one before the current.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        int? target = arguments.Value("<version>") is { } text ? ReleaseVersion.Parse(text) : null;
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write(target is null ? "Rolling back one release... " : $"Rolling back to v{target}... ");
        var version = await context.Work.SpinAsync(session.Client.Releases.RollbackAsync(app, target, cancellationToken));
        JsonOutput.Write(context.Terminal, new RollbackReport(version), () => CliJson.Default.RollbackReport);
        context.Terminal.WriteLine($"done, v{version}");
        return 0;
    }
}
