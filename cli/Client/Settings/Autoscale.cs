namespace Deis.Client.Settings;

/// <summary>Scaling of a process type by its load.</summary>
/// <param name="Min">Fewest processes.</param>
/// <param name="Max">Most processes.</param>
/// <param name="CpuPercent">Use of the processor that is aimed at.</param>
public sealed record Autoscale(int Min, int Max, int CpuPercent);
