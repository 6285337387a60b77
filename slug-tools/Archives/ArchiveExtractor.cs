using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Deis.SlugTools.Interop;
using Deis.SlugTools.Transfer;

namespace Deis.SlugTools.Archives;

/// <summary>
/// Unpacks a .tar.gz that may be hostile (docs/protocol/slug.md §3): nothing is written outside the root or through a
/// symbolic link, only files, folders and links come to be, and sizes are bounded. Owners, set-id and sticky bits are dropped.
/// </summary>
internal sealed class ArchiveExtractor
{
    /// <summary>The longest path Linux takes, in bytes with the zero at its end.</summary>
    private const int LongestPath = 4096;

    /// <summary>The longest name of a file that file systems take, in bytes.</summary>
    private const int LongestName = 255;

    /// <summary>Bounds our recursion and the folders that one entry can bring into being.</summary>
    private const int DeepestPath = 200;

    /// <summary>Characters of folder names to remember.</summary>
    private const int MemoryForFolders = 4 * 1024 * 1024;

    private enum Kind
    {
        Nothing,
        File,
        Folder,
        Link,
    }

    private const string OnlyTheseKinds = "only files, folders and links can be unpacked";

    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;
    private const UnixFileMode OwnerMayWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _root;
    private readonly LinkPolicy _links;
    private readonly ArchiveLimits _limits;

    /// <summary>
    /// Folders known to be real ones; only we write below the root, and we never turn a folder into something else. Forgotten when
    /// they become too many, and looked up again then.
    /// </summary>
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal) { "" };
    private int _remembered;
    private long _createdFolders;

    private ArchiveExtractor(string root, LinkPolicy links, ArchiveLimits limits)
    {
        _root = root;
        _links = links;
        _limits = limits;
    }

    /// <summary>
    /// Unpacks <paramref name="packed"/> into <paramref name="root"/>, which exists. After a failure the root holds what was
    /// unpacked before it.
    /// </summary>
    /// <exception cref="TransferInterruptedException">The source broke off; the archive itself may be fine.</exception>
    public static Failure? Extract(Stream packed, string root, LinkPolicy links, ArchiveLimits limits)
    {
        var extractor = new ArchiveExtractor(root, links, limits);
        var counted = new CountingStream(packed);
        using var unpacked = new GZipStream(counted, CompressionMode.Decompress, leaveOpen: true);
        var budget = new BudgetStream(unpacked, counted, limits);
        try
        {
            return extractor.ReadAll(budget) is { } reason ? Refused(reason) : null;
        }
        catch (ArchiveRefusedException refusal)
        {
            return Refused($"The archive is refused: {refusal.Message}");
        }
        catch (EndOfStreamException)
        {
            // GZipStream takes a cut stream for a whole one; but a tar has an end mark, which the reader misses then.
            return Refused("The archive is truncated");
        }
        catch (Exception e) when (IsComplaintOfTheReader(e))
        {
            return Refused("The archive is damaged or not a .tar.gz");
        }
    }

    /// <summary>What the tar reader throws at damaged headers; the last two at sizes it will not or cannot allocate.</summary>
    private static bool IsComplaintOfTheReader(Exception e) =>
        e is InvalidDataException or FormatException or ArgumentException or InvalidOperationException or OutOfMemoryException;

    private static Failure Refused(string reason) => new(reason, ExitCodes.BadArchive);

    private string? ReadAll(BudgetStream budget)
    {
        using var reader = new TarReader(new TarHeaderGuard(budget), leaveOpen: true);
        var entries = 0L;
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
                continue;
            if (++entries > _limits.MaxEntries)
                throw TooManyEntries();
            if (Unpack(entry) is { } reason)
                return $"The archive is refused: entry \"{Printable.Text(entry.Name)}\" {reason}";
        }
        return null;
    }

    private string? Unpack(TarEntry entry)
    {
        if (entry.Name.Length > LongestPath || entry.LinkName.Length > LongestPath)
            return "has a name or a link target that is too long";
        if (EntryPath.Normalise(entry.Name) is not { } path)
            return "leads out of the folder it is unpacked to; names must be relative and without \"..\"";
        if (TooLong(path) is { } tooLong)
            return tooLong;
        if (path.Length == 0)
            return entry.EntryType is TarEntryType.Directory ? null : "has no name";

        var slash = path.LastIndexOf('/');
        if (EnsureFolder(slash < 0 ? "" : path[..slash]) is { } reason)
            return reason;

        return entry.EntryType switch
        {
            TarEntryType.Directory => UnpackFolder(path, entry),
            TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile => UnpackFile(path, entry),
            TarEntryType.SymbolicLink => UnpackSymbolicLink(path, entry.LinkName),
            TarEntryType.HardLink => UnpackHardLink(path, entry.LinkName),
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice => $"is a device; {OnlyTheseKinds}",
            TarEntryType.Fifo => $"is a named pipe; {OnlyTheseKinds}",
            _ => $"is of a kind that is not supported ({entry.EntryType}); {OnlyTheseKinds}",
        };
    }

    private string? TooLong(string path)
    {
        if (path.Count(c => c == '/') >= DeepestPath)
            return $"is more than {DeepestPath} folders deep";
        if (Encoding.UTF8.GetByteCount(_root) + 1 + Encoding.UTF8.GetByteCount(path) >= LongestPath)
            return "has a name that is too long";
        return path.Split('/').Any(name => Encoding.UTF8.GetByteCount(name) > LongestName)
            ? $"has a file or folder name of more than {LongestName} bytes"
            : null;
    }

    private ArchiveRefusedException TooManyEntries() =>
        new($"it has more than {_limits.MaxEntries} files and folders; take out what is generated or downloaded, such as node_modules");

    private string? UnpackFolder(string path, TarEntry entry)
    {
        if (EnsureFolder(path) is { } reason)
            return reason;
        File.SetUnixFileMode(FullPath(path), (entry.Mode & Permissions) | OwnerMayWrite | UnixFileMode.UserExecute);
        return null;
    }

    private string? UnpackFile(string path, TarEntry entry)
    {
        if (MakeRoom(path) is { } reason)
            return reason;

        using var file = new FileStream(FullPath(path), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            // Not shared means locked, one more system call; nobody else is here.
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            UnixCreateMode = (entry.Mode & Permissions) | OwnerMayWrite,
        });
        entry.DataStream?.CopyTo(file);
        File.SetLastWriteTimeUtc(file.SafeFileHandle, entry.ModificationTime.UtcDateTime);
        return null;
    }

    private string? UnpackSymbolicLink(string path, string target)
    {
        if (_links is LinkPolicy.Inside && !EntryPath.TargetStaysInside(path, target))
        {
            return $"is a symbolic link to \"{Printable.Text(target)}\", which is not inside the app; "
                + "use a relative link with any \"..\" at its front";
        }
        if (MakeRoom(path) is { } reason)
            return reason;
        File.CreateSymbolicLink(FullPath(path), target);
        return null;
    }

    private string? UnpackHardLink(string path, string target)
    {
        if (EntryPath.Normalise(target) is not { Length: > 0 } existing)
            return $"is a hard link to \"{Printable.Text(target)}\", which is not inside the app";
        if (existing == path)
            return null;
        var slash = existing.LastIndexOf('/');
        if (slash >= 0 && !IsFolder(existing[..slash]))
            return $"is a hard link to \"{Printable.Text(target)}\", which the archive does not hold before it";
        if (KindOf(existing) is not Kind.File)
            return $"is a hard link to \"{Printable.Text(target)}\", which is not a file the archive holds before it";
        if (MakeRoom(path) is { } reason)
            return reason;
        return Libc.TryLink(FullPath(existing), FullPath(path)) ? null : $"cannot be linked: {Marshal.GetLastPInvokeErrorMessage()}";
    }

    /// <summary>Removes a file or link of an earlier entry of the same name: the last one counts.</summary>
    private string? MakeRoom(string path)
    {
        var found = KindOf(path);
        if (found is Kind.Folder)
            return "is a folder in an earlier entry";
        if (found is not Kind.Nothing)
            File.Delete(FullPath(path));
        return null;
    }

    private string? EnsureFolder(string path)
    {
        if (_folders.Contains(path))
            return null;

        var slash = path.LastIndexOf('/');
        if (EnsureFolder(slash < 0 ? "" : path[..slash]) is { } reason)
            return reason;

        switch (KindOf(path))
        {
            case Kind.Link:
                return $"goes through the symbolic link \"{Printable.Text(path)}\"";
            case Kind.File:
                return $"goes through the file \"{Printable.Text(path)}\"";
            case Kind.Nothing:
                if (++_createdFolders > _limits.MaxEntries)
                    throw TooManyEntries();
                Directory.CreateDirectory(FullPath(path));
                break;
        }
        Remember(path);
        return null;
    }

    private void Remember(string folder)
    {
        _remembered += folder.Length;
        if (_remembered > MemoryForFolders)
        {
            _folders.Clear();
            _folders.Add("");
            _remembered = folder.Length;
        }
        _folders.Add(folder);
    }

    /// <summary>Whether every part of the path is a real folder.</summary>
    private bool IsFolder(string path)
    {
        if (_folders.Contains(path))
            return true;
        var slash = path.LastIndexOf('/');
        return (slash < 0 || IsFolder(path[..slash])) && KindOf(path) is Kind.Folder;
    }

    /// <summary>What is there, links not followed; asked once per entry, so one system call counts.</summary>
    private Kind KindOf(string path)
    {
        var attributes = new FileInfo(FullPath(path)).Attributes;
        if ((int)attributes == -1)
            return Kind.Nothing;
        if (attributes.HasFlag(FileAttributes.ReparsePoint))
            return Kind.Link;
        return attributes.HasFlag(FileAttributes.Directory) ? Kind.Folder : Kind.File;
    }

    private string FullPath(string path) => $"{_root}/{path}";
}
