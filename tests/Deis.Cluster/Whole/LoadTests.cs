using System.Globalization;
using Deis.Acceptance.Crashes;
using Deis.Acceptance.Deploys.Traffic;
using Deis.Acceptance.Driving;
using Deis.Cluster.Support;
using Xunit.Abstractions;

namespace Deis.Cluster.Whole;

/// <summary>An app on a cluster while it is changed, asked through the project's own router, and while the API server is killed.</summary>
[Collection(AloneOnTheCluster.Name)]
public sealed class LoadTests(ClusterPlatform fixture, SteadyApp app, ITestOutputHelper output) : IClassFixture<SteadyApp>
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    [ContractFact]
    public async Task Every_change_of_an_app_under_every_kind_of_load_loses_no_request()
    {
        EveryLoad load = new(fixture.Platform, SteadyApp.Name, socketsMove: true);
        TrafficCount total = new(0, 0);
        (string Name, Func<Task<CommandResult>> Do)[] changes =
        [
            ("push", app.Source.PushAsync),
            ("scale up", () => app.Source.DeisAsync("scale", "web=3")),
            ("config:set", () => app.Source.DeisAsync("config:set", $"CHANGE={Guid.NewGuid():N}")),
            ("restart", () => app.Source.DeisAsync("ps:restart")),
            ("scale down", () => app.Source.DeisAsync("scale", "web=1")),
            ("rollback", () => app.Source.DeisAsync("rollback")),
        ];

        foreach (var (name, change) in changes)
        {
            var count = await load.DuringAsync(change);
            output.WriteLine($"{name}: {count.Requests} requests, {count.Failed} failed");
            total += count;
        }

        await File.WriteAllTextAsync(
            Path.Combine(Repository.Install, "cluster-load-report.txt"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Changes on a cluster under load: {total.Requests} {EveryLoad.Description} during {string.Join(", ", changes.Select(change => change.Name))}; {total.Failed} failed.\n"));
        total.Failed.ShouldBe(0, total.Report);
    }

    [ContractFact]
    public async Task Killed_in_mid_deploy_the_api_server_costs_neither_the_deploy_nor_the_app()
    {
        Audit audit = new(fixture.Platform, fixture.Alice, SteadyApp.Name);
        var before = await audit.CurrentReleaseAsync();
        using var push = await app.Source.StartPushAsync();
        await Wait.ForLineAsync(push.StandardError, "Launching App...", _limit);
        var rest = push.StandardError.ReadToEndAsync();

        await ApiServer.KillAsync();
        // What is known of the app serves on.
        (await app.Source.GetAsync()).ShouldStartWith("release ");
        (await app.Source.DeisAsync("ps")).ShouldSucceed().Output.ShouldContain($"{SteadyApp.Name}-web-");
        await ApiServer.StartAsync();

        using (CancellationTokenSource limit = new(_limit))
            await push.WaitForExitAsync(limit.Token);
        push.ExitCode.ShouldBe(0, await rest);
        var after = await audit.CurrentReleaseAsync();
        after.ShouldNotBe(before);
        using ClusterAudit cluster = new();
        await cluster.OnlyServesAsync(SteadyApp.Name, after);
        (await app.Source.GetAsync()).ShouldBe($"release {after}\n");
    }
}
