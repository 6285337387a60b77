using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Leases;

/// <summary>Takes the app's rollout lease for an operation, or queues the operation for it. Returns true when the operation holds the lease.</summary>
[DurableTask(nameof(AcquireLease))]
public sealed class AcquireLease(LeaseBook leases) : TaskActivity<LeaseRequest, bool>
{
    /// <inheritdoc />
    public override Task<bool> RunAsync(TaskActivityContext context, LeaseRequest input) =>
        leases.AcquireOrQueueAsync(input.AppId, input.Operation, context.GetCancellationToken());
}
