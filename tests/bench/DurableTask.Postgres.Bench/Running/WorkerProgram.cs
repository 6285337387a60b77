using System.Text.Json;
using DurableTask.Postgres.Bench.Measuring;

namespace DurableTask.Postgres.Bench.Running;

/// <summary>The worker process.</summary>
internal static class WorkerProgram
{
    public static async Task RunAsync(string connectionString, string hub)
    {
        using var trips = new RoundTrips();
        await using var host = await BenchHost.StartAsync(connectionString, hub, BenchTasks.Add);
        while (await Console.In.ReadLineAsync() == WorkerProcess.Report)
        {
            Console.WriteLine(JsonSerializer.Serialize(WorkerReport.Create(trips)));
        }
    }
}
