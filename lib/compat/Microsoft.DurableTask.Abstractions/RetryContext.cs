namespace Microsoft.DurableTask;

/// <summary>What a retry handler is told.</summary>
/// <param name="OrchestrationContext">The calling orchestration.</param>
/// <param name="LastAttemptNumber">Number of the failed attempt, from 1.</param>
/// <param name="LastFailure">The failure.</param>
/// <param name="TotalRetryTime">Time since the first attempt on the orchestration's clock.</param>
/// <param name="CancellationToken">Never cancelled today; part of the contract.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
