using System.Diagnostics;
using Deis.Acceptance.Crashes;
using Deis.Acceptance.Deploys.Traffic;
using Deis.Acceptance.Driving;
using Deis.Cluster.Support;

namespace Deis.Cluster.Whole;

/// <summary>SIGKILL in mid-deploy, of the platform and of the API server.</summary>
[Collection(AloneOnTheCluster.Name)]
public sealed class KillTests(ClusterPlatform fixture)
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _outage = TimeSpan.FromSeconds(4);

    [ContractTheory]
    [InlineData("Node.js app detected")]
    [InlineData("Launching App...")]
    public async Task Killed_in_mid_deploy_the_platform_leaves_everything_in_order(string moment)
    {
        var app = await DeployedAsync();

        using var push = await BeginPushAsync(app, moment);
        await fixture.Platform.KillAsync();
        push.Kill(entireProcessTree: true);
        await fixture.Platform.StartAsync();

        await InOrderAsync(app);
    }

    [ContractFact]
    public async Task Killed_in_mid_deploy_the_api_server_costs_no_request_and_no_deploy()
    {
        var app = await DeployedAsync();

        using var load = WrkLoad.Start(fixture.Platform, app.App, connections: 4, keepAlive: true);
        using var push = await BeginPushAsync(app, "Launching App...");
        var output = push.StandardError.ReadToEndAsync();
        await ApiServer.KillAsync();
        await Task.Delay(_outage, TimeProvider.System);
        await ApiServer.StartAsync();
        using (CancellationTokenSource limit = new(_limit))
            await push.WaitForExitAsync(limit.Token);
        await Wait.UntilAsync(async () => (await app.GetAsync()).Contains("Hello after the crash", StringComparison.Ordinal), _limit, "the new release serves");
        var count = await load.StopAsync();

        push.ExitCode.ShouldBe(0, await output);
        count.Failed.ShouldBe(0, count.Report);
        await InOrderAsync(app);
    }

    private async Task<Workspace> DeployedAsync()
    {
        var app = await fixture.Alice.CreateAppAsync("hello-node", $"victim-{Guid.NewGuid():N}"[..12]);
        (await app.PushAsync()).ShouldSucceed();
        await app.EditAsync("server.js", "Hello, world", "Hello after the crash");
        return app;
    }

    private static async Task<Process> BeginPushAsync(Workspace app, string moment)
    {
        var push = await app.StartPushAsync();
        await Wait.ForLineAsync(push.StandardError, moment, _limit);
        return push;
    }

    private async Task InOrderAsync(Workspace app)
    {
        Audit audit = new(fixture.Platform, fixture.Alice, app.App);
        await audit.SettledAsync();
        await audit.InOrderAsync(app);
        using ClusterAudit cluster = new();
        await cluster.OnlyServesAsync(app.App, await audit.CurrentReleaseAsync());
        (await app.DeisAsync("destroy", $"--confirm={app.App}")).ShouldSucceed();
        await audit.GoneAsync();
        await cluster.GoneAsync(app.App);
    }
}
