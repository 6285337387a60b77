using System.Text.Json;
using DurableTask.Postgres.Replay;
using Microsoft.DurableTask.Client;
using Npgsql;

namespace DurableTask.Postgres.Store;

/// <content>Taking work.</content>
internal sealed partial class PostgresWorkStore
{
    public async Task<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(PlanSql.ByIndex);
        batch.Add(ClaimSql.FireTimers).With(number);
        AddTakes(batch, number, request);
        batch.Add(ClaimSql.Clock).With(number);
        await batch.PrepareAsync(cancellation);

        var instances = new List<ClaimedInstance>();
        var activities = new List<ClaimedActivity>();
        DateTimeOffset now;
        DateTimeOffset? nextTimer;
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                instances.Add(new ClaimedInstance
                {
                    Id = reader.GetInt64(0),
                    Epoch = reader.GetInt32(1),
                    Attempts = reader.GetInt16(2),
                    LastError = reader.TextOrNull(3),
                });
            }

            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                activities.Add(ReadActivity(reader));
            }

            await reader.NextResultAsync(cancellation);
            await reader.ReadAsync(cancellation);
            now = reader.GetFieldValue<DateTimeOffset>(0);
            nextTimer = reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1);
        }

        // The messages are read in a later snapshot than the take: whoever adds one after it makes the instance due again.
        if (instances.Count > 0)
        {
            await LoadAsync(connection, instances, request.IsCurrent, cancellation);
        }

        return new Claim(now, nextTimer, instances, activities);
    }

    private static void AddTakes(NpgsqlBatch batch, short number, ClaimRequest request)
    {
        var filter = request.Filter;
        var instances = batch.Add(filter is null ? ClaimSql.TakeInstances : ClaimSql.TakeMatchingInstances)
            .With(number).With(request.Worker).With(request.Skipped).With(request.Instances);
        var activities = batch.Add(filter is null ? ClaimSql.TakeActivities : ClaimSql.TakeMatchingActivities)
            .With(number).With(request.Worker).With(request.Activities);
        if (filter is not null)
        {
            AddFilter(instances, filter.Orchestrations, filter.RefusedVersions);
            AddFilter(activities, filter.Activities, filter.RefusedVersions);
        }
    }

    private static void AddFilter(
        NpgsqlBatchCommand command, IReadOnlyList<TaskPattern>? patterns, IReadOnlyCollection<string> refusedVersions) =>
        command
            .With(patterns?.Select(pattern => pattern.Name.ToLowerInvariant()).ToArray())
            .With(patterns?.Select(pattern => pattern.Version?.ToLowerInvariant()).ToArray())
            .With(refusedVersions.Select(version => version.ToLowerInvariant()).ToArray());

    private static ClaimedActivity ReadActivity(NpgsqlDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetInt64(1),
        reader.GetString(2),
        reader.GetGuid(3),
        reader.GetInt32(4),
        reader.GetString(5),
        reader.GetString(6),
        reader.TextOrNull(7),
        reader.GetInt16(8),
        reader.TextOrNull(9));

    private static ParentLink? ReadParent(NpgsqlDataReader reader) => reader.IsDBNull(8)
        ? null
        : new ParentLink(reader.GetInt64(8), reader.GetGuid(9), reader.GetInt32(10), reader.GetString(11), reader.GetString(12));

    private static HistoryEvent ReadEvent(NpgsqlDataReader reader, int type, int time, int task, int name) => new(
        (EventType)reader.GetInt16(type),
        reader.GetFieldValue<DateTimeOffset>(time),
        reader.GetInt32(task),
        reader.TextOrNull(name),
        reader.TextOrNull(name + 1),
        reader.TextOrNull(name + 2));

    private async Task LoadAsync(
        NpgsqlConnection connection, List<ClaimedInstance> claimed, Func<long, int, bool> isCurrent, CancellationToken cancellation)
    {
        var byId = claimed.ToDictionary(instance => instance.Id);
        foreach (var instance in claimed)
        {
            instance.IsKnown = isCurrent(instance.Id, instance.Epoch);
        }

        var unknown = claimed.Where(instance => !instance.IsKnown).Select(instance => instance.Id).ToArray();
        var limit = options.Value.MaximumMessagesPerTurn;

        await using var batch = new NpgsqlBatch(connection);
        batch.Add(PlanSql.ByIndex);
        batch.Add(ClaimSql.Messages).With(byId.Keys.ToArray()).With(limit + 1);
        if (unknown.Length > 0)
        {
            batch.Add(ClaimSql.Instances).With(unknown);
            batch.Add(ClaimSql.History).With(unknown);
        }

        await batch.PrepareAsync(cancellation);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await ReadMessagesAsync(reader, byId, limit, cancellation);
        if (unknown.Length > 0)
        {
            await reader.NextResultAsync(cancellation);
            await ReadInstancesAsync(reader, byId, cancellation);
        }
    }

    private static async Task ReadMessagesAsync(
        NpgsqlDataReader reader, Dictionary<long, ClaimedInstance> byId, int limit, CancellationToken cancellation)
    {
        while (await reader.ReadAsync(cancellation))
        {
            var instance = byId[reader.GetInt64(0)];
            if (instance.Messages.Count == limit)
            {
                instance.HasMore = true;
                continue;
            }

            var message = ReadEvent(reader, type: 3, time: 5, task: 4, name: 6);
            instance.Messages.Add(new Message(reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetGuid(2), message));
        }
    }

    private static async Task ReadInstancesAsync(
        NpgsqlDataReader reader, Dictionary<long, ClaimedInstance> byId, CancellationToken cancellation)
    {
        var histories = new Dictionary<long, List<HistoryEvent>>();
        while (await reader.ReadAsync(cancellation))
        {
            var info = new InstanceInfo(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetGuid(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.TextOrNull(6),
                reader.IsDBNull(7) ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(7))!,
                ReadParent(reader),
                reader.TextOrNull(13));
            var history = new List<HistoryEvent>();
            histories.Add(info.Id, history);
            byId[info.Id].Loaded = new LoadedInstance(info, (OrchestrationRuntimeStatus)reader.GetInt16(5), history);
        }

        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (histories.TryGetValue(reader.GetInt64(0), out var history))
            {
                history.Add(ReadEvent(reader, type: 1, time: 2, task: 3, name: 4));
            }
        }
    }
}
