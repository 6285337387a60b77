using System.Globalization;
using DurableTask.Postgres.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Npgsql;
using CoreHistoryEvent = DurableTask.Core.History.HistoryEvent;

namespace DurableTask.Postgres.Client;

/// <content>Looking at instances and waiting for them.</content>
internal sealed partial class DefaultPostgresDurableTaskClient
{
    public override async Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.Get, connection).With(number).With(getInputsAndOutputs).With(instanceId);
        await command.PrepareAsync(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? SnapshotReader.Read(reader, getInputsAndOutputs ? _options.DataConverter : null)
            : null;
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, status => status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(
            instanceId,
            status => status
                is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated,
            getInputsAndOutputs,
            cancellation);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter as PostgresOrchestrationQuery ?? new PostgresOrchestrationQuery(filter ?? new OrchestrationQuery());
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1);
        return Pageable.Create<OrchestrationMetadata>(
            (token, size, cancellation) => ReadPageAsync(query, token ?? query.ContinuationToken, size ?? query.PageSize, cancellation));
    }

    public override async Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        var (afterTime, afterId) = ReadKey(lastInstanceKey);
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.ListIds, connection)
            .With(number).With(Numbers(runtimeStatus)).With(completedTimeFrom?.ToUniversalTime()).With(completedTimeTo?.ToUniversalTime())
            .With(afterTime).With(afterId).With(pageSize);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var ids = new List<string>();
        string? key = null;
        while (await reader.ReadAsync(cancellation))
        {
            ids.Add(reader.GetString(0));
            key = string.Create(
                CultureInfo.InvariantCulture, $"{reader.GetFieldValue<DateTimeOffset>(1).UtcTicks}_{reader.GetInt64(2)}");
        }

        return new Page<string>(ids, ids.Count == pageSize ? key : null);
    }

    public override async Task<IList<CoreHistoryEvent>> GetOrchestrationHistoryAsync(
        string instanceId, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(HistorySql.Read, connection).With(number).With(instanceId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await new HistoryReader(reader).ReadAllAsync(cancellation)
            ?? throw new ArgumentException($"There is no orchestration instance '{instanceId}'.", nameof(instanceId));
    }

    public override async Task<IReadOnlyList<ParkedInstance>> GetParkedInstancesAsync(CancellationToken cancellation = default)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.Parked, connection).With(number);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var parked = new List<ParkedInstance>();
        while (await reader.ReadAsync(cancellation))
        {
            parked.Add(new ParkedInstance(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return parked;
    }

    private static short[] Numbers(IEnumerable<OrchestrationRuntimeStatus>? statuses) =>
        [.. (statuses ?? []).Select(status => (short)status)];

    private static (DateTimeOffset? Time, long Id) ReadKey(string? key)
    {
        if (string.IsNullOrEmpty(key))
        {
            return (null, 0);
        }

        var parts = key.Split('_');
        return parts.Length == 2
            && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var ticks)
            && StoredTime.TryFromTicks(ticks, out var endedAt)
            && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var id)
                ? (endedAt, id)
                : throw new ArgumentException("The key is not one that an earlier page returned.", nameof(key));
    }

    private async Task<Page<OrchestrationMetadata>> ReadPageAsync(
        PostgresOrchestrationQuery query, string? token, int size, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        size = Math.Min(size, PostgresOrchestrationQuery.MaximumPageSize);
        var after = PageKey.Read(token, query.NewestFirst);

        // The hub is prepared even when the query names others.
        await hub.GetNumberAsync(cancellation);
        var hubs = query.TaskHubNames?.ToArray() is { Length: > 0 } named ? named : [hub.Name];
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);

        // One more than the page holds tells whether there is a next one.
        await using var command = PageStatement.Create(connection, query, hubs, after, size + 1);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var page = new List<OrchestrationMetadata>();
        PageKey? last = null;
        while (await reader.ReadAsync(cancellation))
        {
            if (page.Count == size)
            {
                return new Page<OrchestrationMetadata>(page, last!.ToToken());
            }

            page.Add(SnapshotReader.Read(reader, query.FetchInputsAndOutputs ? _options.DataConverter : null));
            last = new PageKey(page[^1].CreatedAt, SnapshotReader.ReadId(reader), query.NewestFirst);
        }

        return new Page<OrchestrationMetadata>(page);
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Predicate<OrchestrationRuntimeStatus> isReached, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        InstanceIds.Require(instanceId);
        listener.Start();
        var number = await hub.GetNumberAsync(cancellation);
        using var watch = signals.WatchInstance(instanceId);
        while (true)
        {
            // Taken before the look, so that a change between the look and the wait is not missed.
            var change = watch.NextChange;
            var status = await ReadStatusAsync(number, instanceId, cancellation)
                ?? throw new InvalidOperationException($"Orchestration with instanceId '{instanceId}' does not exist.");
            if (isReached(status) && await GetInstanceAsync(instanceId, getInputsAndOutputs, cancellation) is { } instance
                && isReached(instance.RuntimeStatus))
            {
                return instance;
            }

            var poll = listener.IsUp ? engineOptions.Value.PollInterval : engineOptions.Value.PollIntervalWithoutListener;
            using var expiry = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(change, Task.Delay(poll, time, expiry.Token));
            await expiry.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task<OrchestrationRuntimeStatus?> ReadStatusAsync(short number, string instanceId, CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.Status, connection).With(number).With(instanceId);
        await command.PrepareAsync(cancellation);
        return await command.ExecuteScalarAsync(cancellation) is short status ? (OrchestrationRuntimeStatus)status : null;
    }
}
