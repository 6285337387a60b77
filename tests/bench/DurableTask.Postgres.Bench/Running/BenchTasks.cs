using System.Diagnostics;
using Microsoft.DurableTask;

namespace DurableTask.Postgres.Bench.Running;

/// <summary>The orchestrations that are measured. Their activities do nothing, so that all time is the engine's.</summary>
internal static class BenchTasks
{
    /// <summary>Five activities, one after the other: 6 turns and 5 activity runs.</summary>
    public const string Sequence = "Sequence";

    /// <summary>Work items of one <see cref="Sequence"/>.</summary>
    public const int SequenceItems = 11;

    /// <summary>So many activities at once, then the end.</summary>
    public const string FanOut = "FanOut";

    /// <summary>One activity that returns the machine's monotonic clock.</summary>
    public const string First = "First";

    /// <summary>Waits for an event for ever.</summary>
    public const string Waiting = "Waiting";

    /// <summary>So many activities one after the other, then an activity that returns the clock after each event.</summary>
    public const string Long = "Long";

    /// <summary>The event that <see cref="Long"/> and <see cref="Waiting"/> wait for.</summary>
    public const string Go = "Go";

    private const string Step = "Step";
    private const string Clock = "Clock";

    public static void Add(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<int, int>(Step, (_, number) => number + 1);
        tasks.AddActivityFunc<int, long>(Clock, (_, _) => Stopwatch.GetTimestamp());
        tasks.AddOrchestratorFunc<int, int>(Sequence, RunSequenceAsync);
        tasks.AddOrchestratorFunc<int, int>(FanOut, async (context, width) =>
            (await Task.WhenAll(Enumerable.Range(0, width).Select(number => context.CallActivityAsync<int>(Step, number)))).Length);
        tasks.AddOrchestratorFunc<int, long>(First, (context, number) => context.CallActivityAsync<long>(Clock, number));
        tasks.AddOrchestratorFunc<int, int>(Waiting, (context, _) => context.WaitForExternalEvent<int>(Go));
        tasks.AddOrchestratorFunc<int, int>(Long, RunLongAsync);
    }

    private static async Task<int> RunSequenceAsync(TaskOrchestrationContext context, int number)
    {
        for (var step = 0; step < 5; step++)
        {
            number = await context.CallActivityAsync<int>(Step, number);
        }

        return number;
    }

    private static async Task<int> RunLongAsync(TaskOrchestrationContext context, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            await context.CallActivityAsync<int>(Step, step);
        }

        context.SetCustomStatus(0);
        for (var round = 1; ; round++)
        {
            await context.WaitForExternalEvent<int>(Go);
            context.SetCustomStatus(await context.CallActivityAsync<long>(Clock, round));
        }
    }
}
