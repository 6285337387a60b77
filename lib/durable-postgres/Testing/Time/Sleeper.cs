namespace DurableTask.Postgres.Testing.Time;

/// <summary>A running activity, and whether it waits for the clock.</summary>
internal sealed class Sleeper
{
    /// <summary>Timers it waits for; guarded by the clock.</summary>
    public int Timers { get; set; }

    /// <summary>
    /// True for the timers behind <c>Task.Delay</c> and <see cref="PeriodicTimer"/>, for which code waits. The others are limits
    /// (<see cref="CancellationTokenSource"/>, <c>Task.WaitAsync</c>, whose state is a task with a result type): code that has a limit
    /// does something else meanwhile, so time must not pass on its account.
    /// </summary>
    public static bool SleepsThrough(object? state) => state switch
    {
        Task task => !task.GetType().IsGenericType,
        null => false,
        _ => state.GetType().DeclaringType == typeof(PeriodicTimer),
    };
}
