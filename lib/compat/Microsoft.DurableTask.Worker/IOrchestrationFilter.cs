namespace Microsoft.DurableTask.Worker;

/// <summary>Decides which orchestrations a worker runs.</summary>
public interface IOrchestrationFilter
{
    /// <summary>True: the worker runs it; false: it is left to other workers.</summary>
    /// <param name="info">The orchestration.</param>
    /// <param name="cancellationToken">Cancelled when the worker stops.</param>
    ValueTask<bool> IsOrchestrationValidAsync(OrchestrationFilterParameters info, CancellationToken cancellationToken = default);
}
