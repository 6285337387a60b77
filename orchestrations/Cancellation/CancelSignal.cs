using Deis.Platform.Results;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Cancellation;

/// <summary>Tells an orchestration of requests to end early. Each request is taken once; further ones hurry what the first one has begun.</summary>
internal sealed class CancelSignal(TaskOrchestrationContext context)
{
    private Task<CancelRequest> _next = context.WaitForExternalEvent<CancelRequest>(CancelRequest.Event);
    private CancelRequest? _taken;

    /// <summary>What was taken, for the user.</summary>
    /// <exception cref="InvalidOperationException">Nothing was taken.</exception>
    public string Reason => $"It was cancelled: {_taken?.Reason ?? throw new InvalidOperationException("Nothing was cancelled.")}";

    /// <summary>How an operation ends that has nothing to undo.</summary>
    public ChangeOutcome Outcome => ChangeOutcome.Failure(Error.Conflict(Reason));

    /// <summary>True when a request was taken already, or is there and is taken now.</summary>
    public async Task<bool> TakeAsync()
    {
        if (_next.IsCompleted)
        {
            await TakeNextAsync();
        }

        return _taken is not null;
    }

    /// <summary>Waits for work or for the next request, whichever comes first. True when it was the request; it is taken then.</summary>
    public async Task<bool> ComesBeforeAsync(Task work)
    {
        if (await Task.WhenAny(work, _next) == work)
        {
            return false;
        }

        await TakeNextAsync();
        return true;
    }

    /// <summary>Waits for the end of work. Requests that come meanwhile are passed on, so that the work can end soon.</summary>
    public async Task<T> WatchAsync<T>(Task<T> work, Action<CancelRequest> pass)
    {
        while (await ComesBeforeAsync(work))
        {
            pass(_taken!);
        }

        return await work;
    }

    private async Task TakeNextAsync()
    {
        _taken = await _next;
        _next = context.WaitForExternalEvent<CancelRequest>(CancelRequest.Event);
    }
}
