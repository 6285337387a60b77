namespace Deis.SlugTools.Archives;

/// <summary>Turns names found in an archive into paths that stay inside the folder it is unpacked to.</summary>
internal static class EntryPath
{
    /// <summary>
    /// The name without empty and <c>.</c> parts, relative to the root; empty for the root itself. A name that is
    /// absolute or climbs with <c>..</c> gives null.
    /// </summary>
    public static string? Normalise(string name)
    {
        if (name.StartsWith('/') || name.Contains('\0', StringComparison.Ordinal))
            return null;

        var parts = new List<string>();
        foreach (var part in name.Split('/'))
        {
            if (part is "..")
                return null;
            if (part is not ("" or "."))
                parts.Add(part);
        }
        return string.Join('/', parts);
    }

    /// <summary>
    /// Whether a link at <paramref name="link"/> (normalised) with this target stays inside. Climbing is allowed only at
    /// the front of the target: <c>a/../..</c> looks harmless until <c>a</c> is itself a link that climbs.
    /// </summary>
    public static bool TargetStaysInside(string link, string target)
    {
        if (target.Length == 0 || target.StartsWith('/'))
            return false;

        var depth = link.Count(c => c == '/');
        var descended = false;
        foreach (var part in target.Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part is not "..")
                descended = true;
            else if (descended || --depth < 0)
                return false;
        }
        return true;
    }
}
