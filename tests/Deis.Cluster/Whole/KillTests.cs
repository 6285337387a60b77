using Deis.Acceptance.Crashes;
using Deis.Acceptance.Deploys.Traffic;
using Deis.Acceptance.Driving;
using Deis.Cluster.Support;

namespace Deis.Cluster.Whole;

/// <summary>SIGKILL in mid-deploy, of the platform and of the API server; these tests have platforms of their own.</summary>
[Collection(AloneOnTheCluster.Name)]
public sealed class KillTests
{
    private const string App = "victim";

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _outage = TimeSpan.FromSeconds(4);

    [ContractTheory]
    [InlineData("Node.js app detected")]
    [InlineData("Launching App...")]
    public async Task Killed_in_mid_deploy_the_platform_leaves_everything_in_order(string moment)
    {
        await using var platform = ClusterPlatform.Create();
        await platform.StartAsync();
        using var alice = await Person.RegisterAsync(platform, "alice");
        var app = await DeployedAsync(alice);

        using var push = await BeginPushAsync(app, moment);
        await platform.KillAsync();
        push.Kill(entireProcessTree: true);
        await platform.StartAsync();

        await InOrderAsync(platform, alice, app);
    }

    [ContractFact]
    public async Task Killed_in_mid_deploy_the_api_server_costs_no_request_and_no_deploy()
    {
        await using var platform = ClusterPlatform.Create();
        await platform.StartAsync();
        using var alice = await Person.RegisterAsync(platform, "alice");
        var app = await DeployedAsync(alice);

        using var load = WrkLoad.Start(platform, App, connections: 4, keepAlive: true);
        using var push = await BeginPushAsync(app, "Launching App...");
        var output = push.StandardError.ReadToEndAsync();
        await ApiServer.KillAsync();
        await Task.Delay(_outage, TimeProvider.System);
        await ApiServer.StartAsync();
        using (CancellationTokenSource limit = new(_limit))
            await push.WaitForExitAsync(limit.Token);
        var count = await load.StopAsync();

        push.ExitCode.ShouldBe(0, await output);
        count.Failed.ShouldBe(0, count.Report);
        await Wait.UntilAsync(async () => (await app.GetAsync()).Contains("Hello after the crash", StringComparison.Ordinal), _limit, "the new release serves");
        await InOrderAsync(platform, alice, app);
    }

    private static async Task<Workspace> DeployedAsync(Person alice)
    {
        var app = await alice.CreateAppAsync("hello-node", App);
        (await app.PushAsync()).ShouldSucceed();
        await app.EditAsync("server.js", "Hello, world", "Hello after the crash");
        return app;
    }

    private static async Task<System.Diagnostics.Process> BeginPushAsync(Workspace app, string moment)
    {
        var push = await app.StartPushAsync();
        await Wait.ForLineAsync(push.StandardError, moment, _limit);
        return push;
    }

    private static async Task InOrderAsync(Acceptance.Driving.Platform platform, Person alice, Workspace app)
    {
        Audit audit = new(platform, alice, App);
        await audit.SettledAsync();
        await audit.InOrderAsync(app);
        using ClusterAudit cluster = new();
        await cluster.OnlyServesAsync(App, await audit.CurrentReleaseAsync());
        (await app.DeisAsync("destroy", $"--confirm={App}")).ShouldSucceed();
        await audit.GoneAsync();
        await cluster.GoneAsync(App);
    }
}
