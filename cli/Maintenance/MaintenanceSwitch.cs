using Deis.Cli.Switches;
using Deis.Client;
using Deis.Client.Settings;

namespace Deis.Cli.Maintenance;

/// <summary><c>deis maintenance:on</c> and <c>deis maintenance:off</c>.</summary>
internal sealed class MaintenanceSwitch(bool on) : AppSwitch(on)
{
    public override string Name => On ? "maintenance:on" : "maintenance:off";

    public override string Summary => On ? "enable maintenance mode" : "disable maintenance mode";

    protected override string Thing => "maintenance mode";

    protected override string Effect => On ? "Shows visitors of an application the maintenance page." : "Shows visitors of an application the application again.";

    protected override Task TurnAsync(DeisClient client, string app, CancellationToken cancellationToken) =>
        client.Settings.ChangeAsync(app, new SettingsChange { Maintenance = On }, cancellationToken);
}
