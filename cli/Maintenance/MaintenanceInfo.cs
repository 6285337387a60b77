using Deis.Cli.CommandLine;
using Deis.Cli.Output;

namespace Deis.Cli.Maintenance;

/// <summary><c>deis maintenance:info</c>.</summary>
internal sealed class MaintenanceInfo : Command
{
    public override string Name => "maintenance:info";

    public override string Summary => "view if maintenance mode is enabled";

    public override string Help => """
        Says whether visitors of an application see the maintenance page.

        Usage: deis maintenance:info [options]

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
        var on = (await session.Client.Settings.GetAsync(app, cancellationToken)).Maintenance ?? false;

        JsonOutput.Write(context.Terminal, new MaintenanceReport(on), () => CliJson.Default.MaintenanceReport);
        context.Terminal.WriteLine($"Maintenance mode is {(on ? "on" : "off")}.");
        return 0;
    }
}
