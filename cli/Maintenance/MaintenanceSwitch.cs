using Deis.Cli.CommandLine;
using Deis.Client.Settings;

namespace Deis.Cli.Maintenance;

/// <summary><c>deis maintenance:on</c> and <c>deis maintenance:off</c>.</summary>
internal sealed class MaintenanceSwitch(bool on) : Command
{
    public override string Name => on ? "maintenance:on" : "maintenance:off";

    public override string Summary => on ? "enable maintenance mode" : "disable maintenance mode";

    public override string Help => $"""
        {(on ? "Shows visitors of an application the maintenance page." : "Shows visitors of an application the application again.")}

        Usage: deis {Name} [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write($"{(on ? "Enabling" : "Disabling")} maintenance mode for {app}... ");
        await context.Work.SpinAsync(session.Client.Settings.ChangeAsync(app, new SettingsChange { Maintenance = on }, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
