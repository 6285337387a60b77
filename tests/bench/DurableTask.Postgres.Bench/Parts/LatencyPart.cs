using System.Diagnostics;
using DurableTask.Postgres.Bench.Measuring;
using DurableTask.Postgres.Bench.Running;

namespace DurableTask.Postgres.Bench.Parts;

/// <summary>From the call that starts an instance to the first line of its first activity, while nothing else runs.</summary>
internal static class LatencyPart
{
    private const int Samples = 300;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    public static async Task RunAsync(BenchServer server)
    {
        var rows = new List<string[]>();
        await using (var database = await server.CreateDatabaseAsync())
        {
            rows.Add(Row("yardstick: one row inserted and committed", await CommitAsync(database)));
            await using var host = await BenchHost.StartAsync(database.ConnectionString, "bench", BenchTasks.Add);
            rows.Add(Row("client and worker in one process", await MeasureAsync(host)));
        }

        foreach (var workers in new[] { 1, 3 })
        {
            await using var group = await WorkerGroup.StartAsync(server, workers);
            rows.Add(Row($"client apart, worker processes: {workers}", await MeasureAsync(group.Host)));
        }

        Console.WriteLine($"Start of an instance to the first line of its first activity, idle, {Samples} starts with {Pause.TotalMilliseconds} ms between them, ms.");
        Table.Write(["where", "p50", "p90", "p99", "max"], rows);
    }

    private static string[] Row(string name, List<double> milliseconds)
    {
        milliseconds.Sort();
        return
        [
            name,
            .. new[] { 0.5, 0.9, 0.99, 1 }.Select(share => Number.Text(Number.Percentile(milliseconds, share), "0.0")),
        ];
    }

    private static async Task<List<double>> MeasureAsync(BenchHost host)
    {
        var times = new List<double>();
        for (var number = -20; number < Samples; number++)
        {
            var begun = Stopwatch.GetTimestamp();
            var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(BenchTasks.First, number);
            var ended = await host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
            if (number >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(begun, ended.ReadOutputAs<long>()).TotalMilliseconds);
            }

            await Task.Delay(Pause, TimeProvider.System);
        }

        return times;
    }

    private static async Task<List<double>> CommitAsync(BenchDatabase database)
    {
        await database.ExecuteAsync("create table yardstick (number int)");
        var times = new List<double>();
        for (var number = 0; number < Samples; number++)
        {
            var begun = Stopwatch.GetTimestamp();
            await database.ExecuteAsync("insert into yardstick values (1)");
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(Pause, TimeProvider.System);
        }

        return times;
    }
}
