using Microsoft.DurableTask;

namespace DurableTask.Postgres.Bench.Running;

/// <summary>Starts many instances and waits until all have ended.</summary>
internal static class Load
{
    // Enough that instances wait for workers and not workers for starts: with 8, three workers kept up with them and the client was measured.
    private const int Starters = 32;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(110);

    /// <summary>Returns what it took, by the database's clock.</summary>
    public static async Task<LoadTime> RunAsync(WorkerGroup group, string orchestration, int input, int count)
    {
        var prefix = $"{Guid.NewGuid():N}-";
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Starters).Select(_ => Task.Run(StartAsync)));
        await group.Database.WaitForCountAsync($"durable.instances where {Mine(prefix)} and completed_at is not null", count, Limit);
        return new LoadTime(
            await group.Database.ReadAsync<TimeSpan>($"select max(created_at) - min(created_at) from durable.instances where {Mine(prefix)}"),
            await group.Database.ReadAsync<TimeSpan>($"select max(completed_at) - min(created_at) from durable.instances where {Mine(prefix)}"));

        async Task StartAsync()
        {
            while (Interlocked.Increment(ref next) is var number && number <= count)
            {
                await group.Host.Client.ScheduleNewOrchestrationInstanceAsync(
                    orchestration, input, new StartOrchestrationOptions($"{prefix}{number}"));
            }
        }
    }

    private static string Mine(string prefix) => $"instance_id > '{prefix}' and instance_id < '{prefix}~'";
}
