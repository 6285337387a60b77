namespace Deis.Platform.Runtime;

/// <summary>How the number of a type's processes follows their load. Needs <see cref="RuntimeCapabilities.Autoscale"/>.</summary>
/// <param name="Min">The fewest processes, at least 1.</param>
/// <param name="Max">The most processes.</param>
/// <param name="CpuPercent">What a process shall use of the processor that it asked for, in percent; with more use there will be more processes.</param>
public sealed record LoadScaling(int Min, int Max, int CpuPercent);
