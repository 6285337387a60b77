using System.Net;
using Deis.Acceptance.Settings;

namespace Deis.Cluster.Whole;

/// <summary>Settings show in what visitors see.</summary>
[Collection(SharedClusterPlatform.Name)]
public sealed class SettingTests(ClusterPlatform fixture)
{
    [ContractFact]
    public async Task Every_setting_shows_in_what_visitors_see_on_a_cluster()
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "settings");
        SettingSteps steps = new(fixture.Platform, fixture.Alice, app);
        await steps.DeployAsync();

        await steps.MaintenanceShowsItsPageAsync();
        await steps.RoutingTakesTheHostFromTheAppAsync(HttpStatusCode.NotFound);
        await steps.WhitelistKeepsStrangersOutAsync();
        await steps.TlsSendsVisitorsToHttpsAsync();
        await steps.DomainLeadsToTheAppWithItsCertificateAsync();
        await steps.ServiceGetsItsPathsAsync();

        (await app.DeisAsync("destroy", "--confirm=settings")).ShouldSucceed();
    }
}
