namespace Deis.Logger.Tests.Support;

/// <summary>A folder for the files of a logger, and loggers that follow each other on it.</summary>
internal sealed class LoggerFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("logger-");

    public string Path => _folder.FullName;

    /// <summary>The segment files of a stream, oldest first; of all if it is null.</summary>
    public string[] Files(string? stream = null)
    {
        var folder = System.IO.Path.Combine(Path, "streams", stream?.Replace("/", "/+") ?? "");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.log", SearchOption.AllDirectories).Order()] : [];
    }

    public Task<TestLogger> StartAsync(LoggerOptions? options = null) => TestLogger.StartAsync((options ?? new LoggerOptions()) with { Folder = Path });

    public void Dispose() => _folder.Delete(recursive: true);
}
