using Deis.Cli.CommandLine;
using Deis.Cli.Output;

namespace Deis.Cli.Routing;

/// <summary><c>deis routing:info</c>.</summary>
internal sealed class RoutingInfo : Command
{
    public override string Name => "routing:info";

    public override string Summary => "view if routing is enabled";

    public override string Help => """
        Says whether requests get to an application.

        Usage: deis routing:info [options]

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
        var routable = (await session.Client.Settings.GetAsync(app, cancellationToken)).Routable ?? true;

        JsonOutput.Write(context.Terminal, new RoutingReport(routable), () => CliJson.Default.RoutingReport);
        context.Terminal.WriteLine($"Routing is {(routable ? "enabled" : "disabled")}.");
        return 0;
    }
}
