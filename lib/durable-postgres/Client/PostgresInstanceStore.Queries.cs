using DurableTask.Postgres.Store;
using Microsoft.DurableTask.Client;
using Npgsql;

namespace DurableTask.Postgres.Client;

/// <content>Looking at instances.</content>
internal sealed partial class PostgresInstanceStore
{
    public async Task<InstanceSnapshot?> GetAsync(string instanceId, bool withPayloads, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.Get, connection).With(number).With(withPayloads).With(instanceId);
        await command.PrepareAsync(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? SnapshotReader.Read(reader) : null;
    }

    public async Task<OrchestrationRuntimeStatus?> GetStatusAsync(string instanceId, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.Status, connection).With(number).With(instanceId);
        await command.PrepareAsync(cancellation);
        return await command.ExecuteScalarAsync(cancellation) is short status ? (OrchestrationRuntimeStatus)status : null;
    }

    public async Task<IReadOnlyList<InstanceSnapshot>> QueryAsync(
        PostgresOrchestrationQuery query, PageKey? after, int limit, CancellationToken cancellation)
    {
        // The hub is prepared even when the query names others.
        await hub.GetNumberAsync(cancellation);
        var hubs = query.TaskHubNames?.ToArray() is { Length: > 0 } named ? named : [hub.Name];
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = PageStatement.Create(connection, query, hubs, after, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<InstanceSnapshot>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(SnapshotReader.Read(reader));
        }

        return found;
    }

    public async Task<IReadOnlyList<HistoryRow>?> ReadHistoryAsync(string instanceId, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(HistorySql.Read, connection).With(number).With(instanceId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<HistoryRow>? rows = null;
        while (await reader.ReadAsync(cancellation))
        {
            rows ??= [];
            if (!reader.IsDBNull(0))
            {
                rows.Add(HistorySql.ReadRow(reader));
            }
        }

        return rows;
    }

    public async Task<IReadOnlyList<EndedInstance>> ListEndedAsync(EndedFilter filter, int limit, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.ListIds, connection)
            .With(number).With(Numbers(filter.Statuses)).With(filter.From?.ToUniversalTime()).With(filter.To?.ToUniversalTime())
            .With(filter.AfterTime).With(filter.AfterId).With(limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<EndedInstance>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new EndedInstance(reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetInt64(2)));
        }

        return found;
    }

    public async Task<IReadOnlyList<ParkedInstance>> ListParkedAsync(int limit, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.Parked, connection).With(number).With(limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var parked = new List<ParkedInstance>();
        while (await reader.ReadAsync(cancellation))
        {
            parked.Add(new ParkedInstance(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return parked;
    }
}
