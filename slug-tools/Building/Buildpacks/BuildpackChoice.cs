namespace Deis.SlugTools.Building.Buildpacks;

/// <summary>What builds an app.</summary>
/// <param name="Buildpacks">One, or those of a <c>.buildpacks</c> in order.</param>
/// <param name="IsList">They come from a <c>.buildpacks</c>: each must recognise the app, at its turn.</param>
internal sealed record BuildpackChoice(IReadOnlyList<Buildpack> Buildpacks, bool IsList);
