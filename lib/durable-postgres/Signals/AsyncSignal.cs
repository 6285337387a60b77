namespace DurableTask.Postgres.Signals;

/// <summary>A flag that one loop waits for; setting it twice before the loop looks counts once.</summary>
internal sealed class AsyncSignal(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _raised = NewSource();

    /// <summary>Raises the flag.</summary>
    public void Set()
    {
        lock (_gate)
        {
            _raised.TrySetResult();
        }
    }

    /// <summary>Waits for the flag, at most so long, and lowers it. True: it was raised.</summary>
    public async Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        Task raised;
        lock (_gate)
        {
            raised = _raised.Task;
        }

        if (!raised.IsCompleted && timeout > TimeSpan.Zero)
        {
            using var expiry = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(raised, Task.Delay(timeout, time, expiry.Token));
            await expiry.CancelAsync();
        }

        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!_raised.Task.IsCompleted)
            {
                return false;
            }

            _raised = NewSource();
            return true;
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
