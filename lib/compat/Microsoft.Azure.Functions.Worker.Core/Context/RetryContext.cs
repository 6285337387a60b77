namespace Microsoft.Azure.Functions.Worker;

/// <summary>How often an invocation was tried before.</summary>
public abstract class RetryContext
{
    /// <summary>Tries before this one.</summary>
    public abstract int RetryCount { get; }

    /// <summary>Tries allowed after the first; 0 without a retry policy.</summary>
    public abstract int MaxRetryCount { get; }
}
