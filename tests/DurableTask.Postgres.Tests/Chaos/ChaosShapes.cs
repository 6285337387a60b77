using DurableTask.Postgres.Tests.Outages;
using DurableTask.Postgres.Tests.Worker;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Chaos;

/// <summary>The kinds of work.</summary>
internal static class ChaosShapes
{
    public static IReadOnlyList<ChaosShape> All { get; } =
    [
        new("sequence", "Sequence", 6, "15", 6),
        new("fan-out", "FanOut", 8, "28", 8),
        new("sub-orchestrations", "Family", 4, "12", 12),
        new("timers", "Sleeper", 4, "4", 4),
        new("retries", "Retrier", 1, "1", 1),
        new("events from outside", "Listener", 5, "10", 0, RaiseAsync),
        new("events between instances", "Talker", 4, "\"0,1,2,3\"", 4),
        new("continue-as-new", "Generations", string.Empty, "\"001122\"", 6),
        new("suspended and resumed", "Sleeper", 4, "4", 4, SuspendAndResumeAsync),
        new("terminated", "Forever", 0, "\"enough\"", 0, TerminateAsync, OrchestrationRuntimeStatus.Terminated),
    ];

    private static async Task RaiseAsync(DurableTaskClient client, string id, CancellationToken deadline)
    {
        for (var number = 0; number < 5; number++)
        {
            await Patiently.DoAsync(() => client.RaiseEventAsync(id, ChaosTasks.Tick, number, deadline), deadline);
            await PauseAsync(TimeSpan.FromMilliseconds(400), deadline);
        }
    }

    private static async Task SuspendAndResumeAsync(DurableTaskClient client, string id, CancellationToken deadline)
    {
        await PauseAsync(TimeSpan.FromMilliseconds(500), deadline);
        await Patiently.DoAsync(() => client.SuspendInstanceAsync(id, "chaos", deadline), deadline);
        await PauseAsync(TimeSpan.FromSeconds(2), deadline);
        await Patiently.DoAsync(() => client.ResumeInstanceAsync(id, "chaos", deadline), deadline);
    }

    private static async Task TerminateAsync(DurableTaskClient client, string id, CancellationToken deadline)
    {
        await PauseAsync(TimeSpan.FromSeconds(1), deadline);
        await Patiently.DoAsync(
            () => client.TerminateInstanceAsync(id, new TerminateInstanceOptions("enough"), deadline), deadline);
    }

    private static Task PauseAsync(TimeSpan pause, CancellationToken deadline) => Task.Delay(pause, TimeProvider.System, deadline);
}
