using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Deis.Orchestrations.Leases;

/// <summary>Gives the app's rollout lease back and hands it to the operation that has waited longest.</summary>
[DurableTask(nameof(ReleaseLease))]
public sealed class ReleaseLease(LeaseBook leases, DurableTaskClient client) : TaskActivity<LeaseRequest, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, LeaseRequest input)
    {
        var stopping = context.GetCancellationToken();
        if (await leases.ReleaseAsync(input.AppId, input.Operation, stopping) is { } next)
        {
            await client.RaiseEventAsync(next, LeaseWaiting.Granted, null, stopping);
        }

        return null;
    }
}
