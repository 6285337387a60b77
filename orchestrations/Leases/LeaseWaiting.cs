using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Cancellation;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Leases;

/// <summary>How an orchestration holds the app's rollout lease.</summary>
internal static class LeaseWaiting
{
    /// <summary>Event that tells a waiting operation that the lease is its own now.</summary>
    public const string Granted = "lease-granted";

    // A holder that was terminated cannot hand the lease on; a waiter looks again this often.
    private static readonly TimeSpan Recheck = TimeSpan.FromMinutes(1);

    /// <summary>Runs <paramref name="body"/> while the orchestration holds the lease, and always gives it back.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="appId">The app.</param>
    /// <param name="cancel">Ends the wait for the lease; null when the operation cannot be cancelled.</param>
    /// <param name="body">What needs the lease. It looks itself for requests to cancel.</param>
    public static async Task<ChangeOutcome> WithLeaseAsync(
        this TaskOrchestrationContext context, Guid appId, CancelSignal? cancel, Func<Task<ChangeOutcome>> body)
    {
        var request = new LeaseRequest(appId, context.InstanceId);
        try
        {
            while (!await context.CallActivityAsync<bool>(nameof(AcquireLease), request, Retries.Default))
            {
                if (await IsCancelledWhileWaitingAsync(context, cancel))
                {
                    return cancel!.Outcome;
                }
            }

            return await body();
        }
        finally
        {
            await context.CallActivityAsync(nameof(ReleaseLease), request, Retries.Default);
        }
    }

    /// <returns>False when the lease was granted, or may be had.</returns>
    private static async Task<bool> IsCancelledWhileWaitingAsync(TaskOrchestrationContext context, CancelSignal? cancel)
    {
        using var stop = new CancellationTokenSource();
        var granted = context.WaitForExternalEvent<object?>(Granted, Recheck, stop.Token);
        if (cancel is not null && await cancel.ComesBeforeAsync(granted))
        {
            // In place, as the replay needs it: the timer must not hold the end back.
            stop.Cancel();
            return true;
        }

        try
        {
            await granted;
        }
        catch (TaskCanceledException)
        {
            // No hand-over within the time: the caller looks whether the holder has ended.
        }

        return false;
    }
}
