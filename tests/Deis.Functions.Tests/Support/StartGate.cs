namespace Deis.Functions.Tests.Support;

/// <summary>Holds the first start up until a test lets it go on; later ones pass.</summary>
public sealed class StartGate
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first start is here.</summary>
    public Task ReachedAsync() => _reached.Task.WaitAsync(Limit);

    public void Open() => _open.TrySetResult();

    /// <summary>The side of the start.</summary>
    public Task PassAsync() => _reached.TrySetResult() ? _open.Task.WaitAsync(Limit) : Task.CompletedTask;
}
