namespace Deis.SlugTools.Building.Buildpacks;

/// <summary>How a buildpack is brought here.</summary>
internal enum BuildpackOrigin
{
    /// <summary>It comes with this program.</summary>
    Bundled,

    /// <summary>By <c>git clone</c>.</summary>
    Git,

    /// <summary>As a .tgz over HTTP.</summary>
    Archive,
}
