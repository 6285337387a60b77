namespace DurableTask.Postgres.Replay;

/// <summary>
/// Runs orchestrator code on one thread, one continuation after the other. Continuations that come from elsewhere (an awaited
/// <c>Task.Run</c>, for example) are refused and remembered, because their order would differ at replay.
/// </summary>
internal sealed class TurnScheduler : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private volatile bool _escaped;

    /// <summary>True once orchestrator code tried to go on outside of a turn's thread.</summary>
    public bool HasEscaped => _escaped;

    /// <summary>True when the caller runs inside of the current turn.</summary>
    public bool IsCurrent => Current == this;

    /// <summary>Runs code and all continuations that it makes ready.</summary>
    public void Run(Action action)
    {
        var former = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
            while (_queue.TryDequeue(out var item))
            {
                item.Callback(item.State);
            }
        }
        finally
        {
            SetSynchronizationContext(former);
        }
    }

    /// <summary>Remembers that code went on outside of the turn's thread.</summary>
    public void MarkEscaped() => _escaped = true;

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            _queue.Enqueue((d, state));
        }
        else
        {
            MarkEscaped();
        }
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Orchestrator code cannot be entered from outside of its turn.");

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;
}
