namespace Deis.Client.Releases;

/// <summary>A release of an app.</summary>
public sealed record Release
{
    /// <summary>Number of the release, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>Identity.</summary>
    public string Uuid { get; init; } = "";

    /// <summary>User who made it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>What changed, for people.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Identity of the configuration.</summary>
    public string? Config { get; init; }

    /// <summary>Identity of the build; null before the first deploy.</summary>
    public string? Build { get; init; }

    /// <summary>Whether its rollout failed.</summary>
    public bool Failed { get; init; }

    /// <summary>Why its rollout failed.</summary>
    public string? Exception { get; init; }

    /// <summary>When it was made, as the server writes it.</summary>
    public string Created { get; init; } = "";

    /// <summary>When it was last changed, as the server writes it.</summary>
    public string Updated { get; init; } = "";
}
