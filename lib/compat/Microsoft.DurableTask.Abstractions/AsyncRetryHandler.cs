namespace Microsoft.DurableTask;

/// <summary>Asked after each failure: true tries again at once, false throws the failure. It is orchestrator code and may await timers.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
