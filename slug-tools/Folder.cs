namespace Deis.SlugTools;

/// <summary>What .NET lacks for folders.</summary>
internal static class Folder
{
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
