namespace Deis.Orchestrations.Builds;

/// <summary>A slug to be built.</summary>
/// <param name="Input">From what.</param>
/// <param name="JobName">Name of the job.</param>
public sealed record SlugBuild(BuildInput Input, string JobName);
