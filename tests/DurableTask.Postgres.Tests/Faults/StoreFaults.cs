using Npgsql;

namespace DurableTask.Postgres.Tests.Faults;

/// <summary>
/// What goes wrong between one worker and its store. A fault before a call means that nothing reached the database; a fault after it, that
/// the database did it and the worker does not know.
/// </summary>
internal sealed class StoreFaults
{
    private volatile bool _isDead;
    private int _claims;

    /// <summary>Runs before each call; may wait, and may throw.</summary>
    public Func<StoreCall, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs after each call that succeeded; may wait, and may throw.</summary>
    public Func<StoreCall, Task> After { get; set; } = _ => Task.CompletedTask;

    /// <summary>Claims that were begun.</summary>
    public int Claims => Volatile.Read(ref _claims);

    /// <summary>True once the worker is cut off.</summary>
    public bool IsDead => _isDead;

    /// <summary>Cuts the worker off for ever, in the middle of whatever it does: to the others it looks like one that was killed.</summary>
    public void Kill() => _isDead = true;

    /// <summary>The kind of error that a broken connection gives.</summary>
    public static NpgsqlException Broken() => new("The test broke the connection.");

    internal async Task BeforeAsync(StoreCall call)
    {
        ThrowIfDead();
        if (call.Operation == StoreOperation.Claim)
        {
            Interlocked.Increment(ref _claims);
        }

        await Before(call);
        ThrowIfDead();
    }

    internal async Task AfterAsync(StoreCall call)
    {
        ThrowIfDead();
        await After(call);
        ThrowIfDead();
    }

    private void ThrowIfDead()
    {
        if (_isDead)
        {
            throw Broken();
        }
    }
}
