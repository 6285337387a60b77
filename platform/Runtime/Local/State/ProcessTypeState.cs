namespace Deis.Platform.Runtime.Local.State;

/// <summary>What is remembered of a process type. Immutable.</summary>
internal sealed record ProcessTypeState
{
    /// <summary>What was asked for last.</summary>
    public required Revision Desired { get; init; }

    /// <summary>Who waits for <see cref="Desired"/>.</summary>
    public required Correlation Correlation { get; init; }

    /// <summary>How the work towards <see cref="Desired"/> ended; null while it goes on.</summary>
    public RuntimeOutcome? Outcome { get; init; }

    /// <summary>What was reached last, and takes the requests; null before the first success.</summary>
    public Revision? Serving { get; init; }

    /// <summary>What the runtime works towards: the desired revision, or the serving one after a failure.</summary>
    public Revision? Target() => Outcome is { Succeeded: false } ? Serving : Desired;
}
