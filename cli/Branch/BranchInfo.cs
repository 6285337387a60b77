using Deis.Cli.CommandLine;
using Deis.Cli.Output;

namespace Deis.Cli.Branch;

/// <summary><c>deis branch:info</c>.</summary>
internal sealed class BranchInfo : Command
{
    public override string Name => "branch:info";

    public override string Summary => "view which branch is deployed";

    public override string Help => """
        Says pushes of which branch are deployed; those of others are refused.

        Usage: deis branch:info [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var branch = (await session.Client.Settings.GetAsync(app, cancellationToken)).DeployBranch;

        JsonOutput.Write(context.Terminal, new BranchReport(branch), () => CliJson.Default.BranchReport);
        context.Terminal.WriteLine($"Pushes of {branch ?? "master and main"} are deployed.");
        return 0;
    }
}
