namespace Deis.Platform.Runtime;

/// <summary>How the runtime finds out that a process can take requests, or that it is still alive (docs/protocol/controller.md, "Health checks").</summary>
/// <param name="HttpPath">Path of a GET on <c>PORT</c> that must answer 200–399; null for a TCP connection.</param>
/// <param name="InitialDelay">Wait before the first probe.</param>
/// <param name="Period">Time between probes.</param>
/// <param name="Timeout">Time one probe may take.</param>
/// <param name="FailureThreshold">Probes that may fail in a row before the process counts as not ready, or as dead.</param>
public sealed record ProcessProbe(string? HttpPath, TimeSpan InitialDelay, TimeSpan Period, TimeSpan Timeout, int FailureThreshold);
