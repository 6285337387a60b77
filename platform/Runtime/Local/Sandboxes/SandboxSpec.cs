using Deis.Platform.Runtime.Local.Limits;

namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>A sandbox to start.</summary>
internal sealed record SandboxSpec
{
    /// <summary>Unique on the machine; also the host name inside.</summary>
    public required string Name { get; init; }

    /// <summary>Host user that it runs as, when the platform is root.</summary>
    public required int User { get; init; }

    /// <summary>Program and arguments, as seen inside. No secrets: command lines are readable on the host.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The whole environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Files by absolute path inside.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>How somebody talks to its main process; null when nobody does.</summary>
    public JobInteraction? Interaction { get; init; }

    /// <summary>What it may use.</summary>
    public required SandboxLimits Limits { get; init; }
}
