namespace Deis.SlugTools.Building.Buildpacks;

/// <summary>The buildpacks that come with this program, in folders <c>NN-name</c>; the number is the order of detection.</summary>
internal static class BundledBuildpacks
{
    /// <summary>Their folders in order.</summary>
    public static IEnumerable<string> Folders() => Directory.EnumerateDirectories(BuildFolders.Bundled)
        .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
        .Order(StringComparer.Ordinal);

    /// <summary>Their names in order.</summary>
    public static IEnumerable<string> Names() => Folders().Select(Name);

    /// <summary>The folder of one, or null.</summary>
    public static string? Find(string name) => Folders().FirstOrDefault(folder => Name(folder) == name);

    /// <summary>The name that a folder stands for.</summary>
    public static string Name(string folder)
    {
        var name = Path.GetFileName(folder);
        return name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..];
    }
}
