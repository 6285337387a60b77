using Deis.Functions.Reference;

namespace Deis.Functions.Releases;

/// <summary>The number of a release.</summary>
/// <param name="Version">Its number.</param>
public sealed record ReleaseVersion(int? Version) : IExample<ReleaseVersion>
{
    /// <inheritdoc/>
    public static ReleaseVersion Example => new(4);
}
