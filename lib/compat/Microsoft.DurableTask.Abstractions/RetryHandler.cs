namespace Microsoft.DurableTask;

/// <summary>Asked after each failure: true tries again at once, false throws the failure. It is orchestrator code.</summary>
public delegate bool RetryHandler(RetryContext retryContext);
