using System.Diagnostics;
using System.Globalization;
using Deis.Acceptance.Driving;
using Deis.Cluster.Whole;

namespace Deis.Bench.Cluster;

/// <summary>Releases of an app with three processes on the test cluster: how long after its last pod is ready the command of the user ends, and what a deploy asks
/// of the API server.</summary>
internal static class RolloutBench
{
    private const int Processes = 3;
    private const int Rounds = 7;
    private const int First = 4;

    public static async Task RunAsync()
    {
        await using var platform = ClusterPlatform.Create();
        await platform.StartAsync();
        using var person = await Person.RegisterAsync(platform, "bench");
        var app = await person.CreateAppAsync("hello-node", "bench");
        (await app.PushAsync()).ShouldSucceed();
        (await app.DeisAsync("scale", $"web={Processes}")).ShouldSucceed();
        (await app.DeisAsync("config:set", "ROUND=0")).ShouldSucceed();
        await using ReadyClock ready = new(app.App);
        AuditCount audit = new();
        List<double> behind = [];
        List<IReadOnlyList<string>> requests = [];
        for (var round = 0; round < Rounds; round++)
        {
            await audit.TakeAsync();
            (await app.DeisAsync("config:set", string.Create(CultureInfo.InvariantCulture, $"ROUND={round + 1}"))).ShouldSucceed();
            var end = Stopwatch.GetTimestamp();
            requests.Add(await audit.TakeAsync());
            behind.Add(Stopwatch.GetElapsedTime(ready.LastOf($"v{First + round}", Processes), end).TotalSeconds);
        }

        Console.WriteLine($"config:set of an app with {Processes} processes on the cluster, {Rounds} times");
        Table.Write(
            ["what", "min", "median", "max"],
            [
                Row("seconds from the last pod's readiness to the end of the command", behind, "0.00"),
                Row("requests to the API server", requests.Select(round => (double)round.Count), "0"),
            ]);
        Table.Write(
            ["request of the last deploy", "times"],
            [.. requests[^1].GroupBy(request => request).OrderByDescending(group => group.Count()).Select(group => new[] { group.Key, $"{group.Count()}" })]);
    }

    private static string[] Row(string name, IEnumerable<double> values, string format)
    {
        var all = values.ToList();
        return [name, .. new[] { all.Min(), Percentiles.Of(all, 0.5), all.Max() }.Select(value => value.ToString(format, CultureInfo.InvariantCulture))];
    }
}
