using Microsoft.DurableTask;

namespace DurableTask.Postgres.Replay;

/// <summary>An awaited activity, sub-orchestration or timer.</summary>
internal sealed class OpenTask<T>(int id, EventType type, string name, DataConverter converter) : IOpenTask
{
    // Continuations run in place: that is what makes their order the order of the history.
    private readonly TaskCompletionSource<T> _source = new();

    public EventType Type => type;

    public string Name => name;

    public Task<T> Task => _source.Task;

    public void Complete(string? payload)
    {
        T result;
        try
        {
            result = converter.Deserialize<T>(payload)!;
        }
        catch (Exception error)
        {
            // The awaiting code is told; it may be able to go on.
            _source.TrySetException(error);
            return;
        }

        _source.TrySetResult(result);
    }

    public void Fail(TaskFailureDetails failure) => _source.TrySetException(new TaskFailedException(name, id, failure));

    public void Cancel(CancellationToken token) => _source.TrySetCanceled(token);
}
