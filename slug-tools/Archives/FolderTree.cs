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
    public static IEnumerable<(string Path, FileSystemInfo Info)> Walk(string root, Func<string, bool> excluded)
    {
        var waiting = new Stack<(string Path, FileSystemInfo Info)>();
        Push(new DirectoryInfo(root), "");
        while (waiting.TryPop(out var next))
        {
            if (excluded(next.Path))
                continue;
            yield return next;
            if (next.Info is DirectoryInfo { LinkTarget: null } folder)
                Push(folder, next.Path + "/");
        }

        void Push(DirectoryInfo folder, string prefix)
        {
            foreach (var info in folder.EnumerateFileSystemInfos().OrderByDescending(info => info.Name, StringComparer.Ordinal))
                waiting.Push((prefix + info.Name, info));
        }
    }

    /// <summary>
    /// Changes when something in the folder does, going by names, kinds, modes, sizes and times: reading the content would
    /// take longer than storing it once too often.
    /// </summary>
    public static string Fingerprint(string root)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, info) in Walk(root, static _ => false))
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
