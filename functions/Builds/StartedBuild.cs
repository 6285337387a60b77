using Deis.Platform.Builds;

namespace Deis.Functions.Builds;

/// <summary>A posted build on its way.</summary>
/// <param name="Operation">The operation that rolls it out.</param>
/// <param name="Build">The build.</param>
public sealed record StartedBuild(string Operation, Build Build);
