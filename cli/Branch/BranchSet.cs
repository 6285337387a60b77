using Deis.Cli.CommandLine;
using Deis.Client.Settings;

namespace Deis.Cli.Branch;

/// <summary><c>deis branch:set</c>.</summary>
internal sealed class BranchSet : Command
{
    public override string Name => "branch:set";

    public override string Summary => "choose the branch that is deployed";

    public override string Help => """
        Deploys pushes of one branch alone. Pushes of others are refused.

        Usage: deis branch:set <branch> [options]

        Arguments:
          <branch>
            name of the branch, such as 'production'.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var branch = arguments.Required("<branch>");
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write($"Setting branch of {app} to {branch}... ");
        await context.Work.SpinAsync(session.Client.Settings.ChangeAsync(app, new SettingsChange { DeployBranch = branch }, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
