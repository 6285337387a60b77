using System.Diagnostics;
using DurableTask.Postgres.Bench.Measuring;
using DurableTask.Postgres.Bench.Running;

namespace DurableTask.Postgres.Bench.Parts;

/// <summary>What workers that have nothing to do ask of PostgreSQL.</summary>
internal static class IdlePart
{
    private const int Waiting = 500;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(BenchServer server)
    {
        var rows = new List<string[]>();
        foreach (var workers in new[] { 1, 3 })
        {
            await using var group = await WorkerGroup.StartAsync(server, workers);
            rows.Add(await MeasureAsync(server, group, "none"));
            for (var number = 0; number < Waiting; number++)
            {
                await group.Host.Client.ScheduleNewOrchestrationInstanceAsync(BenchTasks.Waiting, number);
            }

            await group.Database.WaitForCountAsync("durable.instances where status = 0", Waiting, TimeSpan.FromSeconds(60));
            rows.Add(await MeasureAsync(server, group, $"{Waiting}, held in memory"));
        }

        Console.WriteLine($"Idle workers over about 30 s: statements by pg_stat_statements, transactions by pg_stat_database, round trips by the client library.");
        Table.Write(["waiting instances", "worker processes", "statements/s each", "transactions/s each", "round trips/s each", "CPU workers % each"], rows);
    }

    private static async Task<string[]> MeasureAsync(BenchServer server, WorkerGroup group, string waiting)
    {
        var pids = group.Workers.Select(worker => worker.Pid).ToArray();

        // The looks that follow a piece of work are over when the counters have settled.
        var before = await ServerCounters.ReadAsync(group);
        var cpuBefore = CpuTime.Read(server.Folder, pids);
        var begun = Stopwatch.GetTimestamp();
        await Task.Delay(Window, TimeProvider.System);
        var used = (await ServerCounters.ReadAsync(group)).Since(before);
        var cpu = CpuTime.Read(server.Folder, pids).Since(cpuBefore);
        var each = Stopwatch.GetElapsedTime(begun).TotalSeconds * pids.Length;
        return
        [
            waiting,
            Number.Text(pids.Length),
            Number.Text(used.Statements / each, "0.00"),
            Number.Text(used.Transactions / each, "0.00"),
            Number.Text(used.RoundTrips / each, "0.00"),
            Number.Text(100 * cpu.Workers / each, "0.0"),
        ];
    }
}
