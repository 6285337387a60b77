using Deis.Orchestrations.Activities;
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
    public static async Task<T> WithLeaseAsync<T>(this TaskOrchestrationContext context, Guid appId, Func<Task<T>> body)
    {
        var request = new LeaseRequest(appId, context.InstanceId);
        while (!await context.CallActivityAsync<bool>(nameof(AcquireLease), request, Retries.Default))
        {
            try
            {
                await context.WaitForExternalEvent<object?>(Granted, Recheck);
            }
            catch (TaskCanceledException)
            {
                // No hand-over within the time: the next turn of the loop looks whether the holder has ended.
            }
        }

        try
        {
            return await body();
        }
        finally
        {
            await context.CallActivityAsync(nameof(ReleaseLease), request, Retries.Default);
        }
    }
}
