namespace Deis.Orchestrations.Operations;

/// <summary>What an operation is at; the custom status of its orchestration.</summary>
/// <param name="Phase">One word: <c>release-phase</c>, <c>rollout</c>, <c>restoring</c>, <c>finishing</c>.</param>
/// <param name="StuckFrom">From when on it counts as stuck (docs/protocol/controller.md §8); null for never.</param>
public sealed record OperationProgress(string Phase, DateTimeOffset? StuckFrom);
