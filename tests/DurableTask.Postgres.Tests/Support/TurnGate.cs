namespace DurableTask.Postgres.Tests.Support;

/// <summary>Holds one turn of an orchestrator, so that a test can send what the next turn is to find.</summary>
public sealed class TurnGate : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _entered = new(0);
    private readonly SemaphoreSlim _open = new(0);
    private int _passes;

    /// <summary>Called by the orchestrator: the first call waits for <see cref="Open"/>; at replay it goes on at once.</summary>
    public void Pass()
    {
        if (Interlocked.Increment(ref _passes) > 1)
        {
            return;
        }

        _entered.Release();
        if (!_open.Wait(_limit))
        {
            throw new TimeoutException("The test did not open the gate.");
        }
    }

    /// <summary>Waits until the orchestrator is at the gate.</summary>
    public Task EnteredAsync(CancellationToken deadline) => _entered.WaitAsync(deadline);

    public void Open() => _open.Release();

    public void Dispose()
    {
        // A failed test must not leave a turn that waits.
        _open.Release();
        _entered.Dispose();
    }
}
