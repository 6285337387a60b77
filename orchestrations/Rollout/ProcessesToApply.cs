using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Rollout;

/// <summary>Input of <see cref="ApplyProcesses"/>.</summary>
/// <param name="Operation">The operation that wants it; null for none.</param>
/// <param name="ReleaseId">The release.</param>
/// <param name="Type">Process type.</param>
/// <param name="Replicas">Wanted number of processes.</param>
/// <param name="Correlation">Who waits for the end.</param>
public sealed record ProcessesToApply(string? Operation, Guid ReleaseId, string Type, int Replicas, Correlation Correlation);
