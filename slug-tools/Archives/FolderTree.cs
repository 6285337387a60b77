using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Deis.SlugTools.Archives;

/// <summary>Everything in a folder, in an order that depends on names only.</summary>
internal static class FolderTree
{
    /// <summary>
    /// Files, links and folders with their path relative to the root; a folder before what is in it. Links are not followed,
    /// folders that <paramref name="excluded"/> names by their relative path are not entered.
    /// </summary>
    /// <exception cref="ArchiveRefusedException">
    /// There are more than <paramref name="most"/> of them, or a folder cannot be read. The first is noticed before a whole folder is
    /// in memory.
    /// </exception>
    public static IEnumerable<(string Path, FileSystemInfo Info)> Walk(string root, Func<string, bool> excluded, long most)
    {
        var found = 0L;
        var waiting = new Stack<(string Path, FileSystemInfo Info)>();
        Push(new DirectoryInfo(root), "");
        while (waiting.TryPop(out var next))
        {
            yield return next;
            if (next.Info is DirectoryInfo { LinkTarget: null } folder)
                Push(folder, next.Path + "/");
        }

        void Push(DirectoryInfo folder, string prefix)
        {
            foreach (var info in List(folder, prefix).OrderByDescending(info => info.Name, StringComparer.Ordinal))
                waiting.Push((prefix + info.Name, info));
        }

        List<FileSystemInfo> List(DirectoryInfo folder, string prefix)
        {
            var list = new List<FileSystemInfo>();
            try
            {
                foreach (var info in folder.EnumerateFileSystemInfos())
                {
                    if (excluded(prefix + info.Name))
                        continue;
                    if (++found > most)
                        throw new ArchiveRefusedException($"it has more than {most} files and folders; many are in \"{prefix}\"");
                    list.Add(info);
                }
            }
            catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException)
            {
                throw new ArchiveRefusedException($"the folder \"{prefix}\" cannot be read: {e.Message}");
            }
            return list;
        }
    }

    /// <summary>
    /// Changes when something in the folder does, going by names, kinds, modes, sizes and times: reading the content would
    /// take longer than storing it once too often.
    /// </summary>
    /// <exception cref="ArchiveRefusedException">There are more than <paramref name="most"/> entries, or a folder cannot be read.</exception>
    public static string Fingerprint(string root, long most)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, info) in Walk(root, static _ => false, most))
        {
            // The time of a folder says only that something was added or removed, which the listing tells by itself.
            var state = info is FileInfo { LinkTarget: null } file
                ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}")
                : info.LinkTarget;
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\0{(info.LinkTarget is null ? info.UnixFileMode : 0)}\0{state}\n"));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
