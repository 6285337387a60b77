using Deis.Acceptance.Crashes;
using Deis.Acceptance.Driving;
using Deis.Cluster.Support;

namespace Deis.Cluster.Whole;

/// <summary>SIGKILL of the platform in mid-deploy; this test has a platform of its own.</summary>
public sealed class KillTests(ClusterPlatform fixture) : IClassFixture<ClusterPlatform>
{
    private const string App = "victim";

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    // The build is under way; the build is stored and the cluster is asked for its processes.
    private static readonly string[] _moments = ["Node.js app detected", "Launching App..."];

    [ContractFact]
    public async Task Killed_in_mid_deploy_the_platform_leaves_everything_in_order()
    {
        var app = await fixture.Alice.CreateAppAsync("hello-node", App);
        (await app.PushAsync()).ShouldSucceed();
        Audit audit = new(fixture.Platform, fixture.Alice, App);
        using ClusterAudit cluster = new();

        foreach (var moment in _moments)
        {
            await app.WriteAsync("change.txt", moment);
            using var push = await app.StartPushAsync();
            await Wait.ForLineAsync(push.StandardError, moment, _limit);
            await fixture.Platform.KillAsync();
            push.Kill(entireProcessTree: true);
            await fixture.Platform.StartAsync();

            await audit.SettledAsync();
            await audit.InOrderAsync(app);
            await cluster.OnlyServesAsync(App, await audit.CurrentReleaseAsync());
        }

        (await app.DeisAsync("destroy", $"--confirm={App}")).ShouldSucceed();
        await audit.GoneAsync();
        await cluster.GoneAsync(App);
    }
}
