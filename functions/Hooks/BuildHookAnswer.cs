using Deis.Functions.Releases;

namespace Deis.Functions.Hooks;

/// <summary>What a builder hears.</summary>
/// <param name="Release">The release that its build became.</param>
public sealed record BuildHookAnswer(ReleaseVersion Release);
