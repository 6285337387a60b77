namespace Deis.SlugTools;

/// <summary>What .NET lacks for folders.</summary>
internal static class Folder
{
    /// <summary>Copies a folder with everything in it, modes included, to a place that does not exist yet.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            var copy = Path.Combine(to, entry.Name);
            if (entry is DirectoryInfo { LinkTarget: null })
                Copy(entry.FullName, copy);
            else
                File.Copy(entry.FullName, copy);
        }
    }

    /// <summary>Removes everything in a folder, not the folder itself, which may be a mount.</summary>
    public static void Clear(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } inner)
                inner.Delete(recursive: true);
            else
                entry.Delete();
        }
    }
}
