namespace Deis.Orchestrations.Builds;

/// <summary>How a build ended.</summary>
/// <param name="BuildId">The build; null when it failed.</param>
/// <param name="Failure">Why it failed, for the user; null when it did not.</param>
public sealed record BuildOutcome(Guid? BuildId, string? Failure);
