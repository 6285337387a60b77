using System.Globalization;
using Deis.Logger.Streams;

namespace Deis.Logger.Segments;

/// <summary>
/// Where the segments of each stream are: <c>app/</c>, and for names of two parts <c>builds/+42/</c>, which no first part can be
/// called. One logger at a time uses a folder.
/// </summary>
internal sealed class SegmentFolder : IDisposable
{
    private const string Extension = ".log";
    private const char SecondPart = '+';
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _streams;
    private readonly FileStream _lock;

    private SegmentFolder(string root, FileStream folderLock)
    {
        _streams = Path.Combine(root, "streams");
        _lock = folderLock;
        Directory.CreateDirectory(_streams);
    }

    /// <summary>Opens the folder, making it when it is missing.</summary>
    /// <exception cref="IOException">It cannot be made, or another logger uses it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be used.</exception>
    public static SegmentFolder Open(string root)
    {
        Directory.CreateDirectory(root);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(root, Private);
        return new SegmentFolder(root, Lock(root));
    }

    /// <summary>The names of the streams that have a folder.</summary>
    public IEnumerable<StreamName> Names() =>
        from first in Directory.EnumerateDirectories(_streams)
        from folder in Directory.EnumerateDirectories(first, SecondPart + "*").Prepend(first)
        let text = Path.GetRelativePath(_streams, folder).Replace($"/{SecondPart}", "/", StringComparison.Ordinal)
        let name = StreamName.TryParse(text, out var parsed) ? parsed : (StreamName?)null
        where name is not null
        select name.Value;

    /// <summary>The segment files of a stream, oldest first.</summary>
    public IReadOnlyList<string> Files(StreamName name) =>
        [.. Directory.EnumerateFiles(FolderOf(name), "*" + Extension).Order(StringComparer.Ordinal)];

    /// <summary>A new segment, whose folder is made if need be; the file is not.</summary>
    public Segment Make(StreamName name, long first)
    {
        var folder = FolderOf(name);
        Directory.CreateDirectory(folder);
        return new Segment(Path.Combine(folder, first.ToString("D16", CultureInfo.InvariantCulture) + Extension), first);
    }

    /// <summary>Removes a stream's folder, and the one above it, as far as they are empty.</summary>
    public void RemoveIfEmpty(StreamName name)
    {
        for (var folder = FolderOf(name); folder.Length > _streams.Length; folder = Path.GetDirectoryName(folder)!)
        {
            if (!Directory.Exists(folder))
                continue;
            if (Directory.EnumerateFileSystemEntries(folder).Any())
                return;
            Directory.Delete(folder);
        }
    }

    public void Dispose() => _lock.Dispose();

    private string FolderOf(StreamName name) => Path.Combine(_streams, name.Value.Replace("/", $"/{SecondPart}", StringComparison.Ordinal));

    private static FileStream Lock(string root)
    {
        try
        {
            return new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new IOException($"The folder {root} cannot be locked; another logger may be using it: {error.Message}", error);
        }
    }
}
