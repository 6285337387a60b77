using System.Diagnostics;
using DurableTask.Postgres.Bench.Measuring;
using DurableTask.Postgres.Bench.Running;

namespace DurableTask.Postgres.Bench.Parts;

/// <summary>What it costs to take up an instance whose live orchestrator is gone: its history is read and played.</summary>
internal static class ReplayPart
{
    private const int Instances = 10;
    private const int Rounds = 10;
    private static readonly int[] Lengths = [1, 100, 1000];

    public static async Task RunAsync(BenchServer server)
    {
        await using var database = await server.CreateDatabaseAsync();
        var ids = new Dictionary<int, List<string>>();
        await using (var maker = await BenchHost.StartAsync(database.ConnectionString, "bench", BenchTasks.Add))
        {
            foreach (var length in Lengths)
            {
                ids[length] = [];
                for (var number = 0; number < Instances; number++)
                {
                    ids[length].Add(await maker.Client.ScheduleNewOrchestrationInstanceAsync(BenchTasks.Long, length));
                }
            }

            await database.WaitForCountAsync("durable.instances where custom_status = '0'", Instances * Lengths.Length, TimeSpan.FromSeconds(100));
        }

        var rows = new List<string[]>();
        await using var host = await BenchHost.StartAsync(
            database.ConnectionString, "bench", BenchTasks.Add, options => options.MaximumCachedInstances = 0);
        var shortest = 0.0;
        foreach (var length in Lengths)
        {
            var events = await database.ReadAsync<long>(
                $"select max(h.n) from (select count(*) as n from durable.history where id in (select id from durable.instances where instance_id = '{ids[length][0]}') group by id) h");
            await MeasureAsync(host, ids[length]);
            var times = await MeasureAsync(host, ids[length]);
            times.Sort();
            var median = Number.Percentile(times, 0.5);
            shortest = shortest == 0 ? median : shortest;
            rows.Add(
            [
                Number.Text(length),
                Number.Text(events),
                Number.Text(median, "0.0"),
                Number.Text(Number.Percentile(times, 0.99), "0.0"),
                Number.Text(median - shortest, "0.0"),
            ]);
        }

        Console.WriteLine($"Event to activity with no live orchestrators: claim, read the history, replay, commit, start. {Instances * Rounds} events per length, ms.");
        Table.Write(["steps in the history", "events read", "p50", "p99", "of that replay (p50 above the shortest)"], rows);
    }

    private static async Task<List<double>> MeasureAsync(BenchHost host, List<string> ids)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var id in ids)
            {
                var former = (await host.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!.ReadCustomStatusAs<long>();
                var begun = Stopwatch.GetTimestamp();
                await host.Client.RaiseEventAsync(id, BenchTasks.Go, 0);
                times.Add(Stopwatch.GetElapsedTime(begun, await ClockAsync(host, id, former)).TotalMilliseconds);
            }
        }

        return times;
    }

    private static async Task<long> ClockAsync(BenchHost host, string id, long former)
    {
        while (true)
        {
            var clock = (await host.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!.ReadCustomStatusAs<long>();
            if (clock != former)
            {
                return clock;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
