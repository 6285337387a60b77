namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>Whether the users that apps run as can reach a path of the host.</summary>
internal static class HostAccess
{
    /// <summary>Run as root, apps are other users: the path must be readable, and its parents passable, by everybody.
    /// Otherwise apps run as the user of the platform, who can reach what it can.</summary>
    public static bool IsOpen(string path)
    {
        if (!Environment.IsPrivilegedProcess)
            return true;
        if (!Path.Exists(path) || !Has(path, UnixFileMode.OtherRead))
            return false;
        return IsPassable(path);
    }

    /// <summary>As <see cref="IsOpen"/>, without the wish to list the folder.</summary>
    public static bool IsPassable(string folder)
    {
        if (!Environment.IsPrivilegedProcess)
            return true;
        for (var step = new DirectoryInfo(folder); step is not null; step = step.Parent)
        {
            if (!Has(step.FullName, UnixFileMode.OtherExecute) && Directory.Exists(step.FullName))
                return false;
        }
        return true;
    }

    private static bool Has(string path, UnixFileMode mode) => (File.GetUnixFileMode(path) & mode) == mode;
}
