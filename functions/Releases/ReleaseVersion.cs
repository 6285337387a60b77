namespace Deis.Functions.Releases;

/// <summary>The number of a release.</summary>
/// <param name="Version">Its number.</param>
public sealed record ReleaseVersion(int? Version);
