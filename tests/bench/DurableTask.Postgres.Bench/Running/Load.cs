using Microsoft.DurableTask;

namespace DurableTask.Postgres.Bench.Running;

/// <summary>Starts many instances and waits until all have ended.</summary>
internal static class Load
{
    private const int Starters = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(110);

    /// <summary>Returns the time from the first start to the last end, by the database's clock.</summary>
    public static async Task<TimeSpan> RunAsync(WorkerGroup group, string orchestration, int input, int count)
    {
        var prefix = $"{Guid.NewGuid():N}-";
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Starters).Select(_ => Task.Run(StartAsync)));
        await group.Database.WaitForCountAsync($"durable.instances where {Mine(prefix)} and completed_at is not null", count, Limit);
        return await group.Database.ReadAsync<TimeSpan>(
            $"select max(completed_at) - min(created_at) from durable.instances where {Mine(prefix)}");

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
