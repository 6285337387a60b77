using Deis.Platform.Results;

namespace Deis.Orchestrations.Deploy;

/// <summary>The release that a deploy made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its number.</param>
/// <param name="HasBuild">False when there is nothing to run yet.</param>
/// <param name="Failure">Why there is no release; otherwise null.</param>
public sealed record CreatedRelease(Guid Id, int Version, bool HasBuild, Error? Failure = null);
