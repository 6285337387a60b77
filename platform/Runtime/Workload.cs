namespace Deis.Platform.Runtime;

/// <summary>What processes and jobs have in common.</summary>
public sealed record Workload
{
    /// <summary>What is run.</summary>
    public required AppImage Image { get; init; }

    /// <summary>Arguments for the image's entry point: <c>start web</c> for a process type of a slug, a command for a one-off job; empty for the builder.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The environment; values are secrets. The runtime adds <c>PORT</c> and <c>SLUG_URL</c>.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Files by absolute path inside the workload, readable by it alone; contents are secrets.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>Memory in bytes that it may use; null for no limit of its own.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Processor cores that it may use, fractions allowed; null for no limit of its own.</summary>
    public double? Cpus { get; init; }

    /// <summary>Memory in bytes that its node must have free, and keeps for it; null for as much as it may use. For runtimes that choose among nodes.</summary>
    public long? MemoryRequestBytes { get; init; }

    /// <summary>Processor cores that its node must have free; null for as many as it may use. As <see cref="MemoryRequestBytes"/>.</summary>
    public double? CpuRequest { get; init; }

    /// <summary>Labels that the node must have; empty for any node. Needs <see cref="RuntimeCapabilities.Placement"/>.</summary>
    public IReadOnlyDictionary<string, string> NodeLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>How a container image is had from a private registry; null for a public one.</summary>
    public RegistryLogin? Registry { get; init; }

    /// <summary>The log stream its output goes to.</summary>
    public required string LogStream { get; init; }
}
