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
        var load = new EveryLoad(fixture.Platform, App);
        var rounds = 0;

        while (totals.Values.Sum(total => total.Requests) < Enough)
        {
            rounds++;
            foreach (var (name, change) in changes)
            {
                totals[name] += await load.DuringAsync(change);
                output.WriteLine($"round {rounds}, {name}: {totals[name].Requests} requests, {totals[name].Failed} failed");
            }
        }

        var requests = totals.Values.Sum(total => total.Requests);
        var failed = totals.Values.Sum(total => total.Failed);
        await File.WriteAllTextAsync(
            Path.Combine(Repository.Install, "load-report.txt"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Changes under load: {requests} {EveryLoad.Description} during {rounds} x ({string.Join(", ", changes.Select(change => change.Name))}); {failed} failed.\n"));
        failed.ShouldBe(0, string.Concat(totals.Values.Select(total => total.Report)));
    }
}
