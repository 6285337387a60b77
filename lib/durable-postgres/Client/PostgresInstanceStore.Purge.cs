using DurableTask.Postgres.Store;
using Microsoft.DurableTask.Client;
using Npgsql;

namespace DurableTask.Postgres.Client;

/// <content>Removing ended instances, and releasing parked ones.</content>
internal sealed partial class PostgresInstanceStore
{
    public async Task<(long Id, bool HasEnded)?> FindAsync(string instanceId, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.FindForPurge, connection).With(number).With(instanceId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetInt64(0), reader.GetBoolean(1)) : null;
    }

    public async Task<long[]> FindEndedAsync(PurgeInstancesFilter filter, int limit, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.FindManyForPurge, connection)
            .With(number).With(filter.CreatedFrom?.ToUniversalTime()).With(filter.CreatedTo?.ToUniversalTime())
            .With(Numbers(filter.Statuses)).With(limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var ids = new List<long>();
        while (await reader.ReadAsync(cancellation))
        {
            ids.Add(reader.GetInt64(0));
        }

        return [.. ids];
    }

    public async Task<int> RemoveAsync(long[] ids, bool recursive, CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.Remove, connection).With(ids).With(recursive);
        return (int)(await command.ExecuteScalarAsync(cancellation) as long? ?? 0);
    }

    public async Task<bool> ReleaseParkedAsync(string instanceId, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.ReleaseParked, connection).With(number).With(instanceId);
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }
}
