using System.Formats.Tar;
using System.IO.Compression;

namespace Deis.SlugTools.Archives;

/// <summary>
/// Packs a folder as .tar.gz. The same tree gives the same bytes; times are kept, web servers build ETags from them. What would be
/// refused when it is unpacked is not packed either.
/// </summary>
internal static class ArchiveWriter
{
    /// <summary>
    /// Packs what is in a folder into <paramref name="file"/>, which is replaced when complete. <paramref name="excluded"/> is
    /// asked about paths relative to the folder.
    /// </summary>
    /// <returns>The size of the archive in bytes, or why there is none: too much, or something that cannot be read.</returns>
    public static Result<long> Write(string folder, string file, Func<string, bool> excluded, ArchiveLimits limits)
    {
        var partial = file + ".partial";
        try
        {
            var (content, size) = WritePartial(folder, partial, excluded, limits);
            if (limits.IsSuspicious(content, size))
            {
                return new Failure($"it would unpack to more than {limits.MaxRatio} times its size and be refused as a decompression bomb"
                    + $" ({FileSize.Format(content)} in {FileSize.Format(size)}); {Largest(folder, excluded, limits)}");
            }
            File.Move(partial, file, overwrite: true);
            return size;
        }
        catch (ArchiveRefusedException refusal)
        {
            return new Failure(refusal.Message);
        }
    }

    private static (long Content, long Size) WritePartial(string folder, string partial, Func<string, bool> excluded, ArchiveLimits limits)
    {
        using var packed = File.Create(partial);
        long content;
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var counted = new CountingWriteStream(gzip))
        {
            using (var tar = new TarWriter(counted, TarEntryFormat.Gnu, leaveOpen: true))
            {
                foreach (var (path, info) in FolderTree.Walk(folder, excluded, limits.MaxEntries))
                {
                    if (counted.Bytes + LengthOf(path, info) > limits.MaxBytes)
                    {
                        throw new ArchiveRefusedException(
                            $"it would unpack to more than {FileSize.Format(limits.MaxBytes)}; {Largest(folder, excluded, limits)}");
                    }
                    Write(tar, path, info);
                }
            }
            content = counted.Bytes;
        }
        return (content, packed.Length);
    }

    private static void Write(TarWriter tar, string path, FileSystemInfo info)
    {
        var entry = new GnuTarEntry(KindOf(info), info is DirectoryInfo { LinkTarget: null } ? path + "/" : path)
        {
            ModificationTime = info.LastWriteTimeUtc,
        };
        if (info.LinkTarget is { } target)
            entry.LinkName = target;
        else
            entry.Mode = info.UnixFileMode;

        // What has no length is not opened: it may be a named pipe, which would keep us waiting for ever.
        if (info is not FileInfo { LinkTarget: null, Length: var length and > 0 })
        {
            tar.WriteEntry(entry);
            return;
        }
        try
        {
            using var content = File.OpenRead(info.FullName);
            entry.DataStream = new FixedLengthStream(content, length);
            tar.WriteEntry(entry);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or EndOfStreamException)
        {
            throw new ArchiveRefusedException($"the file \"{path}\" cannot be packed: {e.Message}");
        }
    }

    private static TarEntryType KindOf(FileSystemInfo info) => info switch
    {
        { LinkTarget: not null } => TarEntryType.SymbolicLink,
        DirectoryInfo => TarEntryType.Directory,
        _ => TarEntryType.RegularFile,
    };

    private static long LengthOf(string path, FileSystemInfo info)
    {
        try
        {
            return info is FileInfo { LinkTarget: null } file ? file.Length : 0;
        }
        catch (FileNotFoundException)
        {
            throw new ArchiveRefusedException($"the file \"{path}\" is gone while it is packed, or its name is not UTF-8");
        }
    }

    /// <summary>Where the bytes are, so that one knows what to leave out.</summary>
    private static string Largest(string folder, Func<string, bool> excluded, ArchiveLimits limits)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (path, info) in FolderTree.Walk(folder, excluded, limits.MaxEntries))
        {
            var slash = path.IndexOf('/', StringComparison.Ordinal);
            var top = slash < 0 ? path : path[..(slash + 1)];
            sizes[top] = sizes.GetValueOrDefault(top) + LengthOf(path, info);
        }
        const int shown = 3;
        var largest = sizes.Where(size => size.Value > 0).OrderByDescending(size => size.Value).Take(shown);
        return $"largest are {string.Join(", ", largest.Select(size => $"{size.Key} ({FileSize.Format(size.Value)})"))}";
    }
}
