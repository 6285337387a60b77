namespace Deis.Platform.Runtime.Local.State;

/// <summary>What is remembered of a job. Immutable.</summary>
internal sealed record JobState
{
    /// <summary>Why it ran.</summary>
    public required JobKind Kind { get; init; }

    /// <summary>Who waits for its end.</summary>
    public required Correlation Correlation { get; init; }

    /// <summary>How it ended; null while it runs.</summary>
    public RuntimeOutcome? Outcome { get; init; }

    /// <summary>When it was started or, once it has ended, ended.</summary>
    public required DateTimeOffset At { get; init; }
}
