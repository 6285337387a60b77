namespace Deis.Platform.Runtime;

/// <summary>A workload that runs once.</summary>
public sealed record JobSpec
{
    /// <summary>Process type that one-off commands show (docs/protocol/controller.md §9).</summary>
    public const string RunType = "run";

    /// <summary>App id.</summary>
    public required string App { get; init; }

    /// <summary>Unique within the app; the same name is the same job.</summary>
    public required string Name { get; init; }

    /// <summary>Why it runs.</summary>
    public required JobKind Kind { get; init; }

    /// <summary>Release label, for example <c>v3</c>; null for a build.</summary>
    public string? Release { get; init; }

    /// <summary>What it runs.</summary>
    public required Workload Workload { get; init; }

    /// <summary>The source named in its log lines, for example <c>build</c> or <c>release.v3</c>.</summary>
    public required string LogSource { get; init; }

    /// <summary>Set when somebody will talk to it (<see cref="IAppRuntime.AttachAsync"/>). Only of a <see cref="JobKind.Run"/>; needs
    /// <see cref="RuntimeCapabilities.Interaction"/>.</summary>
    public JobInteraction? Interaction { get; init; }

    /// <summary>It is stopped, and fails, when it takes longer.</summary>
    public required TimeSpan Deadline { get; init; }
}
