using DurableTask.Postgres.Testing.Store;
using DurableTask.Postgres.Testing.Time;

namespace Microsoft.DurableTask.Testing;

/// <summary>
/// Where the instances of the in-memory engine live. Hosts that are given the same one are workers of the same hub, so a test can run
/// several workers, or stop one and start another on what it left.
/// </summary>
/// <remarks>
/// With a <see cref="VirtualClock"/> time stands still while a worker has anything to do: a turn to take, a message to read, an activity
/// to run, but for one that itself waits for the clock (with <c>Task.Delay(delay, clock)</c>). What other parts of a test do, such as
/// a background service that is about to raise an event, is not known here; a test with such parts moves the clock by hand.
/// </remarks>
public sealed class InMemoryOrchestrationService
{
    /// <summary>Makes an empty one.</summary>
    /// <param name="clock">The clock of timers and of everything that is stored; null: the system's.</param>
    public InMemoryOrchestrationService(VirtualClock? clock = null)
    {
        Clock = clock;
        Database = new MemoryDatabase(clock ?? TimeProvider.System);
        Keeper = clock is null ? null : new TimeKeeper(Database, clock);
    }

    /// <summary>The clock of timers and of everything that is stored; null: the system's.</summary>
    public VirtualClock? Clock { get; }

    /// <summary>
    /// True, as at first: while somebody waits for an instance (<c>WaitForInstanceCompletionAsync</c>, <c>WaitForInstanceStartAsync</c>)
    /// that has not come so far, the clock goes to the next due time whenever nothing is left to do. It stops as soon as nobody waits.
    /// </summary>
    public bool AutoAdvance
    {
        get => Keeper?.MovesByItself ?? false;
        set => RequireKeeper().MovesByItself = value;
    }

    /// <summary>How long, in real time, activities and turns may take before <see cref="AdvanceAsync"/> and <see cref="WhenIdleAsync"/>
    /// give up; 30 seconds unless changed.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    internal MemoryDatabase Database { get; }

    internal TimeKeeper? Keeper { get; }

    /// <summary>Moves the clock. It stops wherever a timer, a retry or a later start is due, and goes on when that is done; at its end
    /// nothing is left to do.</summary>
    /// <param name="by">How far; zero only waits, as <see cref="WhenIdleAsync"/> does.</param>
    /// <param name="cancellationToken">Gives up; the clock stays where it got to.</param>
    /// <exception cref="TimeoutException">Something took longer than <see cref="Patience"/>; the message says what.</exception>
    /// <exception cref="InvalidOperationException">There is no virtual clock.</exception>
    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        return RequireKeeper().AdvanceAsync(by, Patience, cancellationToken);
    }

    /// <summary>Waits until nothing is left to do before the clock moves on.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">Something took longer than <see cref="Patience"/>; the message says what.</exception>
    /// <exception cref="InvalidOperationException">There is no virtual clock.</exception>
    public Task WhenIdleAsync(CancellationToken cancellationToken = default) => RequireKeeper().WhenIdleAsync(Patience, cancellationToken);

    private TimeKeeper RequireKeeper() => Keeper ?? throw new InvalidOperationException(
        "These instances live on the system's clock. Give InMemoryOrchestrationService a VirtualClock.");
}
