using DurableTask.Postgres.Store;
using Microsoft.DurableTask.Client;
using Npgsql;

namespace DurableTask.Postgres.Client;

/// <content>Removing ended instances, and releasing parked ones.</content>
internal sealed partial class DefaultPostgresDurableTaskClient
{
    private const int PurgeBatch = 500;

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        long id;
        await using (var command = new NpgsqlCommand(ClientSql.FindForPurge, connection).With(number).With(instanceId))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            if (!await reader.ReadAsync(cancellation))
            {
                return new PurgeResult(0, true);
            }

            id = reader.GetInt64(0);
            if (!reader.GetBoolean(1))
            {
                throw new InvalidOperationException(
                    $"The orchestration instance '{instanceId}' has not ended. Only ended instances can be purged; terminate it first.");
            }
        }

        return new PurgeResult(await RemoveAsync(connection, [id], options?.Recursive == true, cancellation), true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Timeout is { } timeout)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        }

        var number = await hub.GetNumberAsync(cancellation);
        var begun = time.GetTimestamp();
        var total = 0;
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        while (filter.Timeout is null || time.GetElapsedTime(begun) < filter.Timeout)
        {
            // Small transactions: one huge delete would hold back everyone's clean-up.
            var ids = await FindManyAsync(connection, number, filter, cancellation);
            if (ids.Length == 0)
            {
                return new PurgeResult(total, true);
            }

            total += await RemoveAsync(connection, ids, options?.Recursive == true, cancellation);
        }

        return new PurgeResult(total, false);
    }

    public override async Task<bool> ReleaseParkedInstanceAsync(string instanceId, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.ReleaseParked, connection).With(number).With(instanceId);
        if (await command.ExecuteNonQueryAsync(cancellation) == 0)
        {
            return false;
        }

        WakeForNewWork();
        return true;
    }

    private static async Task<long[]> FindManyAsync(
        NpgsqlConnection connection, short number, PurgeInstancesFilter filter, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ClientSql.FindManyForPurge, connection)
            .With(number).With(filter.CreatedFrom?.ToUniversalTime()).With(filter.CreatedTo?.ToUniversalTime())
            .With(Numbers(filter.Statuses)).With(PurgeBatch);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var ids = new List<long>();
        while (await reader.ReadAsync(cancellation))
        {
            ids.Add(reader.GetInt64(0));
        }

        return [.. ids];
    }

    private static async Task<int> RemoveAsync(
        NpgsqlConnection connection, long[] ids, bool recursive, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ClientSql.Remove, connection).With(ids).With(recursive);
        return (int)(await command.ExecuteScalarAsync(cancellation) as long? ?? 0);
    }
}
