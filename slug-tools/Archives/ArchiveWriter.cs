using System.Formats.Tar;
using System.IO.Compression;

namespace Deis.SlugTools.Archives;

/// <summary>Packs a folder as .tar.gz. The same tree gives the same bytes; times are kept, web servers build ETags from them.</summary>
internal static class ArchiveWriter
{
    /// <summary>
    /// Packs what is in a folder into <paramref name="file"/>, which is replaced when complete. <paramref name="excluded"/> is
    /// asked about paths relative to the folder.
    /// </summary>
    /// <returns>The size of the archive in bytes.</returns>
    public static long Write(string folder, string file, Func<string, bool> excluded)
    {
        var partial = file + ".partial";
        using (var packed = File.Create(partial))
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Gnu))
        {
            foreach (var (path, info) in FolderTree.Walk(folder, excluded))
                Write(tar, path, info);
        }
        File.Move(partial, file, overwrite: true);
        return new FileInfo(file).Length;
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
        using var content = info is FileInfo { LinkTarget: null, Length: > 0 } ? File.OpenRead(info.FullName) : null;
        if (content is not null)
            entry.DataStream = content;
        tar.WriteEntry(entry);
    }

    private static TarEntryType KindOf(FileSystemInfo info) => info switch
    {
        { LinkTarget: not null } => TarEntryType.SymbolicLink,
        DirectoryInfo => TarEntryType.Directory,
        _ => TarEntryType.RegularFile,
    };
}
