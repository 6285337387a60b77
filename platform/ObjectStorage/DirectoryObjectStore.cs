using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Deis.Platform.ObjectStorage;

/// <summary>Objects as files of one folder: <c>objects/&lt;key&gt;</c>. A write goes to <c>incoming/</c>, is flushed to disk and renamed into place.
/// A key that is also a folder of other keys (<c>a</c> beside <c>a/b</c>) cannot be stored. One process has one store per folder.</summary>
public sealed class DirectoryObjectStore : IObjectStore
{
    // Making the folders of a new object and removing empty ones must not meet.
    private readonly Lock _folders = new();
    private readonly string _objects;
    private readonly string _incoming;
    private readonly ObjectUrlSigner _signer;

    /// <summary>Opens the store, making its folders when they are missing; the root is for the platform's user only. Writes that a killed process left are removed.</summary>
    public DirectoryObjectStore(IOptions<DirectoryObjectStoreOptions> options, ObjectUrlSigner signer)
    {
        ArgumentNullException.ThrowIfNull(options);
        string root = Path.GetFullPath(options.Value.Root);
        _objects = Path.Combine(root, "objects");
        _incoming = Path.Combine(root, "incoming");
        _signer = signer;
        Directory.CreateDirectory(_objects);
        Directory.CreateDirectory(_incoming);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (string abandoned in Directory.EnumerateFiles(_incoming))
            File.Delete(abandoned);
    }

    /// <inheritdoc />
    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        string target = PathOf(key);
        string incoming = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
        try
        {
            await using (FileStream file = new(incoming, NewFile))
            {
                await content.CopyToAsync(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }
            lock (_folders)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Move(incoming, target, overwrite: true);
            }
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    /// <inheritdoc />
    public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string path = PathOf(key);
        try
        {
            return Task.FromResult<Stream?>(File.Exists(path) ? new FileStream(path, ExistingFile) : null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <inheritdoc />
    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => Task.FromResult(File.Exists(PathOf(key)));

    /// <inheritdoc />
    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        string path = PathOf(key);
        lock (_folders)
        {
            if (File.Exists(path))
            {
                File.Delete(path);
                RemoveEmptyFolders(Path.GetDirectoryName(path)!);
            }
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectKey.CheckedPrefix(prefix);
        int folderEnd = prefix.LastIndexOf('/');
        DirectoryInfo folder = new(folderEnd < 0 ? _objects : Path.Combine(_objects, prefix[..folderEnd]));
        await Task.CompletedTask;
        foreach (FileSystemInfo entry in EntriesOf(folder, prefix[(folderEnd + 1)..]))
        {
            IEnumerable<FileSystemInfo> files = entry is DirectoryInfo child ? EntriesOf(child, "", WholeTree) : [entry];
            foreach (FileInfo file in files.OfType<FileInfo>())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (file.Exists)
                    yield return new StoredObject(Path.GetRelativePath(_objects, file.FullName), file.Length, file.LastWriteTimeUtc);
            }
        }
    }

    /// <inheritdoc />
    public PresignedUrl Presign(string key, PresignedAccess access, TimeSpan lifetime) => _signer.Presign(key, access, lifetime);

    private static FileStreamOptions NewFile => new()
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        Options = FileOptions.Asynchronous,
    };

    private static FileStreamOptions ExistingFile => new()
    {
        Access = FileAccess.Read,
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
    };

    private static EnumerationOptions OneFolder => new() { AttributesToSkip = FileAttributes.ReparsePoint };

    private static EnumerationOptions WholeTree => new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    // A folder that is not there, or that a concurrent delete removes meanwhile, has no entries.
    private static List<FileSystemInfo> EntriesOf(DirectoryInfo folder, string nameStart, EnumerationOptions? options = null)
    {
        try
        {
            return [.. folder.EnumerateFileSystemInfos("*", options ?? OneFolder).Where(entry => entry.Name.StartsWith(nameStart, StringComparison.Ordinal))];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private string PathOf(string key) => Path.Combine(_objects, ObjectKey.Checked(key));

    private void RemoveEmptyFolders(string folder)
    {
        while (folder.Length > _objects.Length && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder)!;
        }
    }
}
