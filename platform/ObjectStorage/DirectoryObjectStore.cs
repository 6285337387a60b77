using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Deis.Platform.ObjectStorage;

/// <summary>Objects as files of one folder: <c>objects/&lt;key&gt;</c>. A write goes to <c>incoming/</c>, is flushed to disk and renamed into place.
/// A key that is also a folder of other keys (<c>a</c> beside <c>a/b</c>) cannot be stored.</summary>
public sealed class DirectoryObjectStore : IObjectStore
{
    private const int MoveAttempts = 8;

    private readonly string _objects;
    private readonly string _incoming;
    private readonly ObjectUrlSigner _signer;

    /// <summary>Opens the store, making its folders when they are missing; the root is for the platform's user only.</summary>
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
            MoveIntoPlace(incoming, target);
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
        if (File.Exists(path))
            File.Delete(path);
        RemoveEmptyFolders(Path.GetDirectoryName(path)!);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectKey.CheckedPrefix(prefix);
        int folderEnd = prefix.LastIndexOf('/');
        DirectoryInfo folder = new(folderEnd < 0 ? _objects : Path.Combine(_objects, prefix[..folderEnd]));
        if (!folder.Exists)
            yield break;
        await Task.CompletedTask;
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (!entry.Name.StartsWith(prefix[(folderEnd + 1)..], StringComparison.Ordinal))
                continue;
            IEnumerable<FileInfo> files = entry is DirectoryInfo child ? child.EnumerateFiles("*", WholeTree) : [(FileInfo)entry];
            foreach (FileInfo file in files)
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

    private static EnumerationOptions WholeTree => new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private string PathOf(string key) => Path.Combine(_objects, ObjectKey.Checked(key));

    private static void MoveIntoPlace(string incoming, string target)
    {
        for (int attempt = 1; ; attempt++)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            try
            {
                File.Move(incoming, target, overwrite: true);
                return;
            }
            catch (DirectoryNotFoundException) when (attempt < MoveAttempts)
            {
                // A concurrent delete removed the folder because it was empty for a moment.
            }
        }
    }

    private void RemoveEmptyFolders(string folder)
    {
        while (folder.Length > _objects.Length && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (IOException)
            {
                return; // somebody stored into it, or removed it, meanwhile
            }
            folder = Path.GetDirectoryName(folder)!;
        }
    }
}
