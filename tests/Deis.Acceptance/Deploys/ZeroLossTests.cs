using System.Globalization;
using Deis.Acceptance.Deploys.Traffic;
using Deis.Acceptance.Driving;
using Xunit.Abstractions;

namespace Deis.Acceptance.Deploys;

/// <summary>Whatever is done to an app, none of its requests is lost.</summary>
[Collection(SharedPlatform.Name)]
public class ZeroLossTests(PlatformFixture fixture, ITestOutputHelper output)
{
    private const string App = "steady";
    private const long Enough = 200_000;

    [Fact]
    public async Task Every_change_of_an_app_under_every_kind_of_load_loses_no_request()
    {
        var app = await fixture.Alice.CreateAppAsync("long-requests", App);
        (await app.PushAsync()).ShouldSucceed();
        (string Name, Func<Task<CommandResult>> Do)[] changes =
        [
            ("push", app.PushAsync),
            ("config:set", () => app.DeisAsync("config:set", $"CHANGE={Guid.NewGuid():N}")),
            ("scale up", () => app.DeisAsync("scale", "web=3")),
            ("restart", () => app.DeisAsync("ps:restart")),
            ("scale down", () => app.DeisAsync("scale", "web=1")),
            ("rollback", () => app.DeisAsync("rollback")),
        ];
        var totals = changes.ToDictionary(change => change.Name, _ => new TrafficCount(0, 0));
        var rounds = 0;

        while (totals.Values.Sum(total => total.Requests) < Enough)
        {
            rounds++;
            foreach (var (name, change) in changes)
            {
                totals[name] += await DuringAsync(change);
                output.WriteLine($"round {rounds}, {name}: {totals[name].Requests} requests, {totals[name].Failed} failed");
            }
        }

        var requests = totals.Values.Sum(total => total.Requests);
        var failed = totals.Values.Sum(total => total.Failed);
        await File.WriteAllTextAsync(
            Path.Combine(Repository.Install, "load-report.txt"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Changes under load: {requests} requests over kept and new connections, WebSockets, downloads and uploads during {rounds} x ({string.Join(", ", changes.Select(change => change.Name))}); {failed} failed.\n"));
        failed.ShouldBe(0, string.Concat(totals.Values.Select(total => total.Report)));
    }

    private async Task<TrafficCount> DuringAsync(Func<Task<CommandResult>> change)
    {
        using var kept = WrkLoad.Start(fixture.Platform, App, connections: 8, keepAlive: true);
        using var fresh = WrkLoad.Start(fixture.Platform, App, connections: 2, keepAlive: false);
        var transfers = await new LongRequests(fixture.Platform, App).DuringAsync(async () => (await change()).ShouldSucceed());
        return transfers + await kept.StopAsync() + await fresh.StopAsync();
    }
}
