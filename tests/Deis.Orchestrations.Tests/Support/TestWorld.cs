using Npgsql;

namespace Deis.Orchestrations.Tests.Support;

/// <summary>What is around a worker and outlives it: database, files, apps, logs.</summary>
public sealed class TestWorld(string database) : IDisposable
{
    public string Database { get; } = database;

    public string Folder { get; } = Directory.CreateTempSubdirectory("deis-orchestrations-").FullName;

    public ScriptedRuntime Runtime { get; } = new();

    /// <summary>Whether others can change what the runtime has, and how that is found; null when nobody can.</summary>
    public SharedScript? Shared { get; init; }

    public MemoryLogs Logs { get; } = new();

    public RecordedRepositories Repositories { get; } = new();

    /// <summary>What the workers write to their own logs.</summary>
    public KeptMessages Messages { get; } = new();

    /// <summary>The tables of platform and engine that hold this text somewhere.</summary>
    public async Task<List<string>> TablesThatHoldAsync(string text)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var list = source.CreateCommand(
            "select table_schema || '.' || table_name from information_schema.tables where table_schema in ('durable', 'deis')");
        var tables = new List<string>();
        await using (var reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }
        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var count = source.CreateCommand($"select exists (select from {table} t where position($1 in t::text) > 0)");
            count.Parameters.AddWithValue(text);
            if ((bool)(await count.ExecuteScalarAsync())!)
            {
                found.Add(table);
            }
        }
        return found;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
