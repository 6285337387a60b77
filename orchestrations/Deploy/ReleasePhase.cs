namespace Deis.Orchestrations.Deploy;

/// <summary>The Procfile's <c>release</c> entry, to be run once.</summary>
/// <param name="ReleaseId">The release.</param>
/// <param name="JobName">Name of the job.</param>
/// <param name="LogStream">Where its output goes.</param>
public sealed record ReleasePhase(Guid ReleaseId, string JobName, string LogStream);
