namespace Deis.SlugTools.Archives;

/// <summary>
/// Where the symbolic links of an archive may point. Nothing is ever written through a link, so this is about what a later
/// reader may be led to, not about what the extraction itself can touch.
/// </summary>
internal enum LinkPolicy
{
    /// <summary>Only at places inside the archive, by a relative path. For source that somebody pushed.</summary>
    Inside,

    /// <summary>
    /// Anywhere. For archives that a build of the same app made: a virtual environment links to the interpreter of the
    /// image, a buildpack to /app.
    /// </summary>
    Anywhere,
}
