using Deis.Cli.CommandLine;
using Deis.Client.Settings;

namespace Deis.Cli.Branch;

/// <summary><c>deis branch:unset</c>.</summary>
internal sealed class BranchUnset : Command
{
    public override string Name => "branch:unset";

    public override string Summary => "deploy master and main again";

    public override string Help => """
        Deploys pushes of 'master' and 'main' again, as in the beginning.

        Usage: deis branch:unset [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write($"Unsetting branch of {app}... ");
        await context.Work.SpinAsync(session.Client.Settings.ChangeAsync(app, new SettingsChange { DeployBranch = "" }, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
