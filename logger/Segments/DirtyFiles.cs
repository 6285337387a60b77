using System.Runtime.ExceptionServices;

namespace Deis.Logger.Segments;

/// <summary>The files that have bytes which a loss of power would take. Thread-safe.</summary>
internal sealed class DirtyFiles
{
    private readonly Lock _gate = new();
    private HashSet<string> _paths = [];

    public void Add(string path)
    {
        lock (_gate)
            _paths.Add(path);
    }

    /// <summary>Brings what has been added so far to the disk.</summary>
    /// <exception cref="IOException">The disk does not take it; it is tried again at the next call.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be opened any more; it is tried again at the next call.</exception>
    public void Sync()
    {
        HashSet<string> paths;
        lock (_gate)
            (paths, _paths) = (_paths, []);
        Exception? failure = null;
        foreach (var path in paths)
        {
            try
            {
                Sync(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                failure ??= error;
                Add(path);
            }
        }

        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    private static void Sync(string path)
    {
        try
        {
            // Any descriptor of the file will do, so this need not know which ones are open.
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // Its lines are no longer kept.
            return;
        }
    }
}
