namespace Deis.Orchestrations.Deploy;

/// <summary>Input of <see cref="MarkReleaseFailed"/>.</summary>
/// <param name="ReleaseId">The release.</param>
/// <param name="Reason">Why, for the user.</param>
public sealed record FailedRelease(Guid ReleaseId, string Reason);
