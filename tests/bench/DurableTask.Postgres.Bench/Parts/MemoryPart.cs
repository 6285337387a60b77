using DurableTask.Postgres.Bench.Measuring;
using DurableTask.Postgres.Bench.Running;

namespace DurableTask.Postgres.Bench.Parts;

/// <summary>What waiting instances cost a worker's memory.</summary>
internal static class MemoryPart
{
    public static async Task RunAsync(BenchServer server)
    {
        await using var group = await WorkerGroup.StartAsync(server, workers: 1);
        var rows = new List<string[]> { await RowAsync(group, 0) };
        var waiting = 0;
        foreach (var wanted in new[] { 1000, 5000, 10_000 })
        {
            await StartAsync(group, wanted - waiting);
            waiting = wanted;
            await group.Database.WaitForCountAsync("durable.instances where status = 0", waiting, TimeSpan.FromSeconds(100));
            rows.Add(await RowAsync(group, waiting));
        }

        Console.WriteLine("One worker process with default options (at most 1,000 live orchestrators) and instances that wait for an event, after a full collection.");
        Table.Write(["waiting instances", "held by the worker", "live objects MB", "resident MB"], rows);
    }

    private static async Task<string[]> RowAsync(WorkerGroup group, int waiting)
    {
        // One look into the queues after the last instance, so that the surplus is given up.
        await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System);
        var report = await group.Workers[0].ReportAsync();
        var held = await group.Database.ReadAsync<long>("select count(*) from durable.ready where locked_by is not null");
        return
        [
            Number.Text(waiting),
            Number.Text(held),
            Number.Text(report.Heap / 1e6, "0.0"),
            Number.Text(report.Resident / 1e6, "0"),
        ];
    }

    private static Task StartAsync(WorkerGroup group, int count)
    {
        var left = count;
        return Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await group.Host.Client.ScheduleNewOrchestrationInstanceAsync(BenchTasks.Waiting, 0);
            }
        })));
    }
}
