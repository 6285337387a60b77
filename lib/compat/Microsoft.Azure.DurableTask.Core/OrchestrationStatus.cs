namespace DurableTask.Core;

/// <summary>Where an orchestration stands.</summary>
public enum OrchestrationStatus
{
    /// <summary>Started and not ended.</summary>
    Running,

    /// <summary>Ended with an output.</summary>
    Completed,

    /// <summary>Ended to begin again with another input.</summary>
    ContinuedAsNew,

    /// <summary>Ended with a failure.</summary>
    Failed,

    /// <summary>Never used; the number is part of the contract.</summary>
    Canceled,

    /// <summary>Ended by a terminate request.</summary>
    Terminated,

    /// <summary>Scheduled and not yet started.</summary>
    Pending,

    /// <summary>Held by a suspend request.</summary>
    Suspended,
}
