namespace Deis.Orchestrations.Deploy;

/// <summary>Input of <see cref="MarkReleaseFailed"/>.</summary>
/// <param name="ReleaseId">The release.</param>
/// <param name="Reason">Why, for the user; takes the place of what was said before.</param>
/// <param name="News">The part of it that the app's log has not been told.</param>
public sealed record FailedRelease(Guid ReleaseId, string Reason, string News);
