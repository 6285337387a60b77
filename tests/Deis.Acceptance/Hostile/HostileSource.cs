using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Hostile;

/// <summary>A source that somebody pushes to do harm, or by mistake.</summary>
public sealed record HostileSource
{
    /// <summary>What it is; also the app's name.</summary>
    public required string Name { get; init; }

    /// <summary>Makes it in a workspace with a good app.</summary>
    public required Func<Workspace, Task> Make { get; init; }

    /// <summary>What the push says.</summary>
    public required string Says { get; init; }

    /// <summary>Whether the push is refused.</summary>
    public bool Fails { get; init; } = true;
}
