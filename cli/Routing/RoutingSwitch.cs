using Deis.Cli.Switches;
using Deis.Client;
using Deis.Client.Settings;

namespace Deis.Cli.Routing;

/// <summary><c>deis routing:enable</c> and <c>deis routing:disable</c>.</summary>
internal sealed class RoutingSwitch(bool on) : AppSwitch(on)
{
    public override string Name => On ? "routing:enable" : "routing:disable";

    public override string Summary => On ? "enable routability of an app" : "disable routability of an app";

    protected override string Thing => "routing";

    protected override string Effect => On ? "Lets requests get to an application." : "Keeps requests from an application. Its processes run on.";

    protected override Task TurnAsync(DeisClient client, string app, CancellationToken cancellationToken) =>
        client.Settings.ChangeAsync(app, new SettingsChange { Routable = On }, cancellationToken);
}
