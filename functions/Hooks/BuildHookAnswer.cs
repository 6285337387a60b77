using Deis.Functions.Reference;
using Deis.Functions.Releases;

namespace Deis.Functions.Hooks;

/// <summary>What a builder hears.</summary>
/// <param name="Release">The release that its build became.</param>
public sealed record BuildHookAnswer(ReleaseVersion Release) : IExample<BuildHookAnswer>
{
    /// <inheritdoc/>
    public static BuildHookAnswer Example => new(ReleaseVersion.Example);
}
