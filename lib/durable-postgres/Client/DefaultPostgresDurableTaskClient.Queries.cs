using System.Globalization;
using DurableTask.Postgres.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using CoreHistoryEvent = DurableTask.Core.History.HistoryEvent;

namespace DurableTask.Postgres.Client;

/// <content>Looking at instances and waiting for them.</content>
internal sealed partial class DefaultPostgresDurableTaskClient
{
    private const int MaximumParked = 1000;

    public override async Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        return (await store.GetAsync(instanceId, getInputsAndOutputs, cancellation))?.ToMetadata(Converter(getInputsAndOutputs));
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
        var filter = new EndedFilter([.. runtimeStatus ?? []], completedTimeFrom, completedTimeTo, afterTime, afterId);
        var page = await store.ListEndedAsync(filter, pageSize, cancellation);
        var key = page.Count == pageSize
            ? string.Create(CultureInfo.InvariantCulture, $"{page[^1].CompletedAt.UtcTicks}_{page[^1].Id}")
            : null;
        return new Page<string>([.. page.Select(instance => instance.InstanceId)], key);
    }

    public override async Task<IList<CoreHistoryEvent>> GetOrchestrationHistoryAsync(
        string instanceId, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        var rows = await store.ReadHistoryAsync(instanceId, cancellation)
            ?? throw new ArgumentException($"There is no orchestration instance '{instanceId}'.", nameof(instanceId));
        return new HistoryTranslation().ToEvents(rows);
    }

    public override Task<IReadOnlyList<ParkedInstance>> GetParkedInstancesAsync(CancellationToken cancellation = default) =>
        store.ListParkedAsync(MaximumParked, cancellation);

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

    private DataConverter? Converter(bool withPayloads) => withPayloads ? _options.DataConverter : null;

    private async Task<Page<OrchestrationMetadata>> ReadPageAsync(
        PostgresOrchestrationQuery query, string? token, int size, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        size = Math.Min(size, PostgresOrchestrationQuery.MaximumPageSize);
        var after = PageKey.Read(token, query.NewestFirst);

        // One more than the page holds tells whether there is a next one.
        var found = await store.QueryAsync(query, after, size + 1, cancellation);
        var page = found.Take(size).ToArray();
        return new Page<OrchestrationMetadata>(
            [.. page.Select(instance => instance.ToMetadata(Converter(query.FetchInputsAndOutputs)))],
            found.Count > size ? new PageKey(page[^1].CreatedAt, page[^1].Id, query.NewestFirst).ToToken() : null);
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Predicate<OrchestrationRuntimeStatus> isReached, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        InstanceIds.Require(instanceId);
        listener.Start();
        using var watch = signals.WatchInstance(instanceId);
        using var wait = (store as IWaitingStore)?.BeginWait(instanceId, isReached);
        while (true)
        {
            // Taken before the look, so that a change between the look and the wait is not missed.
            var change = watch.NextChange;
            var status = await store.GetStatusAsync(instanceId, cancellation)
                ?? throw new InvalidOperationException($"Orchestration with instanceId '{instanceId}' does not exist.");
            if (isReached(status) && await GetInstanceAsync(instanceId, getInputsAndOutputs, cancellation) is { } instance
                && isReached(instance.RuntimeStatus))
            {
                return instance;
            }

            var poll = listener.IsUp ? engineOptions.Value.PollInterval : engineOptions.Value.PollIntervalWithoutListener;
            using var expiry = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(change, Task.Delay(poll, time.Process, expiry.Token));
            await expiry.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
