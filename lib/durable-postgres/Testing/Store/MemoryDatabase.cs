using DurableTask.Postgres.Store;
using DurableTask.Postgres.Testing.Faults;

namespace DurableTask.Postgres.Testing.Store;

/// <summary>
/// What the database is to the engine, in the memory of one process: all hubs, and one lock in the place of transactions. It outlives the
/// workers that use it, so a test can stop one and start another.
/// </summary>
/// <param name="time">The clock of everything that is stored.</param>
internal sealed class MemoryDatabase(TimeProvider time)
{
    private readonly Dictionary<string, HubTables> _hubs = new(StringComparer.Ordinal);
    private long _lastNumber;

    /// <summary>What goes wrong; nothing unless a test says so.</summary>
    public MemoryFaults Faults { get; } = new();

    /// <summary>Raised after every transaction, outside of the lock.</summary>
    public event Action? Changed;

    /// <summary>Held during every transaction.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The clock of everything that is stored.</summary>
    public TimeProvider Time => time;

    /// <summary>The time, as precise as PostgreSQL keeps it.</summary>
    public DateTimeOffset Now => StoredTime.RoundDown(time.GetUtcNow());

    /// <summary>All hubs; only under the lock.</summary>
    public IEnumerable<HubTables> Hubs => _hubs.Values;

    /// <summary>A new number for a row; only under the lock.</summary>
    public long NextNumber() => ++_lastNumber;

    /// <summary>A transaction: nobody else is in the tables meanwhile.</summary>
    public Task<T> RunAsync<T>(Func<T> transaction, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        Task<T> result;
        try
        {
            lock (Gate)
            {
                result = Task.FromResult(transaction());
            }
        }
        catch (Exception error)
        {
            result = Task.FromException<T>(error);
        }

        Changed?.Invoke();
        return result;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Action transaction, CancellationToken cancellation) => RunAsync(
        () =>
        {
            transaction();
            return true;
        },
        cancellation);

    /// <summary>A hub, made at its first use.</summary>
    public HubTables Hub(string name)
    {
        lock (Gate)
        {
            if (!_hubs.TryGetValue(name, out var hub))
            {
                _hubs.Add(name, hub = new HubTables(this, name));
            }

            return hub;
        }
    }
}
