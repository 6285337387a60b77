using Deis.Cli.Switches;
using Deis.Client;

namespace Deis.Cli.Tls;

/// <summary><c>deis tls:enable</c> and <c>deis tls:disable</c>.</summary>
internal sealed class TlsSwitch(bool on) : AppSwitch(on)
{
    public override string Name => On ? "tls:enable" : "tls:disable";

    public override string Summary => On ? "enable https-only for an application" : "disable https-only for an application";

    protected override string Thing => "https-only requests";

    protected override string Effect => On ? "Sends visitors who come by HTTP to HTTPS." : "Serves visitors by HTTP too.";

    protected override Task TurnAsync(DeisClient client, string app, CancellationToken cancellationToken) =>
        client.Tls.EnforceAsync(app, On, cancellationToken);
}
