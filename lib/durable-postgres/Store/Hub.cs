using DurableTask.Postgres.Schema;
using Microsoft.Extensions.Options;
using Npgsql;

namespace DurableTask.Postgres.Store;

/// <summary>Brings the schema up to date once and knows the hub's number.</summary>
internal sealed class Hub(DurableDataSource database, IOptions<DurableTaskPostgresOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private short? _number;

    /// <summary>The hub's name.</summary>
    public string Name => options.Value.HubName;

    /// <summary>The hub's number; the first call prepares the database.</summary>
    public async ValueTask<short> GetNumberAsync(CancellationToken cancellation)
    {
        if (_number is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(cancellation);
        try
        {
            return _number ??= await PrepareAsync(cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<short> PrepareAsync(CancellationToken cancellation)
    {
        if (options.Value.MigrateOnStart)
        {
            await SchemaMigrator.ApplyAsync(database.Source, "durable", typeof(Hub).Assembly, string.Empty, cancellation);
        }

        await using var command = database.Source.CreateCommand(
            """
            with added as (insert into durable.hubs (name) values ($1) on conflict (name) do nothing returning hub)
            select hub from added union all select hub from durable.hubs where name = $1
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Name });

        // Two first starts may race: then one statement sees neither its own row nor the other's, and a second look finds it.
        return await command.ExecuteScalarAsync(cancellation) as short?
            ?? (short)(await command.ExecuteScalarAsync(cancellation)
                ?? throw new InvalidOperationException($"The hub '{Name}' could not be created."));
    }
}
