namespace Deis.Platform.Runtime.Local.Limits;

/// <summary>What one sandbox may use.</summary>
/// <param name="MemoryBytes">Memory; null for no limit.</param>
/// <param name="Cpus">Processor cores; null for no limit.</param>
/// <param name="Tasks">Processes and threads.</param>
internal sealed record SandboxLimits(long? MemoryBytes, double? Cpus, int Tasks);
