namespace Deis.Orchestrations.Deploy;

/// <summary>What a deploy will do, decided once and kept in the history. Holds names and numbers, no values.</summary>
public sealed record RolloutPlan
{
    /// <summary>The app.</summary>
    public required Guid AppId { get; init; }

    /// <summary>App id.</summary>
    public required string App { get; init; }

    /// <summary>The operation that changes it; null for none.</summary>
    public string? Operation { get; init; }

    /// <summary>The release to run.</summary>
    public required ReleaseRef Release { get; init; }

    /// <summary>The process types to run and how many of each.</summary>
    public required IReadOnlyList<ProcessCount> Types { get; init; }

    /// <summary>The release that runs now; null at the first deploy.</summary>
    public ReleaseRef? Former { get; init; }

    /// <summary>The process types that run now.</summary>
    public IReadOnlyList<ProcessCount> FormerTypes { get; init; } = [];

    /// <summary>True when the Procfile has a <c>release</c> entry.</summary>
    public bool HasReleasePhase { get; init; }

    /// <summary>How long processes may take to become ready, in seconds.</summary>
    public required double TimeoutSeconds { get; init; }

    /// <summary>How long processes may take before a rollback need not wait for them, in seconds.</summary>
    public required double StuckAfterSeconds { get; init; }

    /// <summary>How long the release phase may take, in seconds.</summary>
    public required double ReleasePhaseSeconds { get; init; }
}
