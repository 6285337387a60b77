using DurableTask.Postgres.Testing.Store;

namespace Microsoft.DurableTask.Testing;

/// <summary>
/// Where the instances of the in-memory engine live. Hosts that are given the same one are workers of the same hub, so a test can run
/// several workers, or stop one and start another on what it left.
/// </summary>
/// <param name="time">The clock of timers and of everything that is stored; null: the system's.</param>
public sealed class InMemoryOrchestrationService(TimeProvider? time = null)
{
    /// <summary>The clock of timers and of everything that is stored.</summary>
    public TimeProvider Time => Database.Time;

    internal MemoryDatabase Database { get; } = new(time ?? TimeProvider.System);
}
