namespace Microsoft.DurableTask.Client;

/// <summary>Where an orchestration stands.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>Started and not ended.</summary>
    Running,

    /// <summary>Ended with an output.</summary>
    Completed,

    /// <summary>Never visible; the number is part of the contract.</summary>
    [Obsolete("The ContinuedAsNew status is never reported.")]
    ContinuedAsNew,

    /// <summary>Ended with a failure.</summary>
    Failed,

    /// <summary>Never visible; the number is part of the contract.</summary>
    [Obsolete("The Canceled status is never reported.")]
    Canceled,

    /// <summary>Ended by a terminate request.</summary>
    Terminated,

    /// <summary>Scheduled and not yet started.</summary>
    Pending,

    /// <summary>Held by a suspend request.</summary>
    Suspended,
}
