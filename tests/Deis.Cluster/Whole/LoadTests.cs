using System.Globalization;
using Deis.Acceptance.Deploys.Traffic;
using Deis.Acceptance.Driving;
using Xunit.Abstractions;

namespace Deis.Cluster.Whole;

/// <summary>Whatever is done to an app on a cluster, none of the requests through the project's own router is lost.</summary>
[Collection(AloneOnTheCluster.Name)]
public sealed class LoadTests(ClusterPlatform fixture, ITestOutputHelper output)
{
    private const string App = "steady";

    [ContractFact]
    public async Task Every_change_of_an_app_under_every_kind_of_load_loses_no_request()
    {
        var app = await fixture.Alice.CreateAppAsync("long-requests", App);
        (await app.PushAsync()).ShouldSucceed();
        EveryLoad load = new(fixture.Platform, App);
        TrafficCount total = new(0, 0);
        (string Name, Func<Task<CommandResult>> Do)[] changes =
        [
            ("push", app.PushAsync),
            ("scale up", () => app.DeisAsync("scale", "web=3")),
            ("config:set", () => app.DeisAsync("config:set", "CHANGE=1")),
            ("restart", () => app.DeisAsync("ps:restart")),
            ("scale down", () => app.DeisAsync("scale", "web=1")),
            ("rollback", () => app.DeisAsync("rollback")),
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
        (await app.DeisAsync("destroy", $"--confirm={App}")).ShouldSucceed();
    }
}
