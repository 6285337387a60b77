namespace DurableTask.Postgres.Tests.Support;

/// <summary>A place where something waits until the test lets it go on.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits at the gate; once open, it stays open.</summary>
    public Task PassAsync()
    {
        _reached.TrySetResult();
        return _open.Task;
    }

    /// <summary>Waits until something stands at the gate.</summary>
    public Task ReachedAsync(CancellationToken deadline) => _reached.Task.WaitAsync(deadline);

    public void Open() => _open.TrySetResult();
}
