using System.Formats.Tar;
using System.IO.Compression;

namespace Deis.SlugTools.Tests.Support;

/// <summary>Makes .tar.gz files, good and bad ones.</summary>
internal sealed class Archive
{
    private readonly List<TarEntry> _entries = [];

    /// <summary>A folder of the repository, as git would archive it.</summary>
    public static byte[] Of(string folder)
    {
        var archive = new Archive();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var path = Path.GetRelativePath(folder, file);
            if (!path.StartsWith("node_modules/", StringComparison.Ordinal))
                archive.File(path, System.IO.File.ReadAllBytes(file), System.IO.File.GetUnixFileMode(file));
        }
        return archive.Pack();
    }

    public Archive File(string name, string content = "", UnixFileMode mode = (UnixFileMode)0b110_100_100) =>
        File(name, System.Text.Encoding.UTF8.GetBytes(content), mode);

    /// <summary>A file that may be executed.</summary>
    public Archive Script(string name, string content) => File(name, content, (UnixFileMode)0b111_101_101);

    public Archive File(string name, byte[] content, UnixFileMode mode) =>
        Add(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content), Mode = mode });

    public Archive Folder(string name) => Add(new PaxTarEntry(TarEntryType.Directory, name));

    public Archive SymbolicLink(string name, string target) => Link(TarEntryType.SymbolicLink, name, target);

    public Archive HardLink(string name, string target) => Link(TarEntryType.HardLink, name, target);

    public Archive Add(TarEntry entry)
    {
        _entries.Add(entry);
        return this;
    }

    /// <summary>The finished archive.</summary>
    public byte[] Pack()
    {
        var packed = new MemoryStream();
        using (var tar = new TarWriter(new GZipStream(packed, CompressionLevel.SmallestSize), TarEntryFormat.Pax))
            _entries.ForEach(tar.WriteEntry);
        return packed.ToArray();
    }

    private Archive Link(TarEntryType type, string name, string target) => Add(new PaxTarEntry(type, name) { LinkName = target });
}
