namespace Deis.Orchestrations.Tests.Support;

/// <summary>What is around a worker and outlives it: database, files, apps, logs.</summary>
public sealed class TestWorld(string database) : IDisposable
{
    public string Database { get; } = database;

    public string Folder { get; } = Directory.CreateTempSubdirectory("deis-orchestrations-").FullName;

    public ScriptedRuntime Runtime { get; } = new();

    public MemoryLogs Logs { get; } = new();

    public RecordedRepositories Repositories { get; } = new();

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
