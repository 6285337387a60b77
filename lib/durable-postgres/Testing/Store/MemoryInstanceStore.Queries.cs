using DurableTask.Postgres.Client;
using DurableTask.Postgres.Replay;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Testing.Store;

/// <content>Looking at instances, and removing them.</content>
internal sealed partial class MemoryInstanceStore
{
    public Task<InstanceSnapshot?> GetAsync(string instanceId, bool withPayloads, CancellationToken cancellation) =>
        database.RunAsync(() => Hub.Find(instanceId) is { } row ? Snapshot(row, withPayloads) : null, cancellation);

    public Task<OrchestrationRuntimeStatus?> GetStatusAsync(string instanceId, CancellationToken cancellation) =>
        database.RunAsync(() => Hub.Find(instanceId)?.Status, cancellation);

    public Task<IReadOnlyList<InstanceSnapshot>> QueryAsync(
        PostgresOrchestrationQuery query, PageKey? after, int limit, CancellationToken cancellation) =>
        database.RunAsync<IReadOnlyList<InstanceSnapshot>>(
            () =>
            {
                var hubs = query.TaskHubNames?.ToArray() is { Length: > 0 } named
                    ? database.Hubs.Where(hub => named.Contains(hub.Name))
                    : [Hub];
                var filter = new RowFilter(query);
                var rows = hubs.SelectMany(hub => hub.Instances.Values).Where(row => filter.Matches(row, LastUpdateOf(row)));
                var inOrder = rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id);
                var page = query.NewestFirst ? inOrder.Reverse() : inOrder;
                return
                [
                    .. page
                        .Where(row => after is null || (row.CreatedAt, row.Id).CompareTo((after.CreatedAt, after.Id)) is var side
                            && (query.NewestFirst ? side < 0 : side > 0))
                        .Take(limit)
                        .Select(row => Snapshot(row, query.FetchInputsAndOutputs)),
                ];
            },
            cancellation);

    public Task<IReadOnlyList<HistoryRow>?> ReadHistoryAsync(string instanceId, CancellationToken cancellation) =>
        database.RunAsync<IReadOnlyList<HistoryRow>?>(
            () => Hub.Find(instanceId) is { } row ? [.. row.History.Select(stored => RowOf(row, stored))] : null,
            cancellation);

    public Task<IReadOnlyList<EndedInstance>> ListEndedAsync(EndedFilter filter, int limit, CancellationToken cancellation) =>
        database.RunAsync<IReadOnlyList<EndedInstance>>(
            () =>
            [
                .. Hub.Instances.Values
                    .Where(row => row.CompletedAt is { } end
                        && (filter.Statuses.Count == 0 || filter.Statuses.Contains(row.Status))
                        && !(end < filter.From) && !(end > filter.To)
                        && !(filter.AfterTime is { } time && (end < time || (end == time && row.Id <= filter.AfterId))))
                    .OrderBy(row => row.CompletedAt)
                    .ThenBy(row => row.Id)
                    .Take(limit)
                    .Select(row => new EndedInstance(row.InstanceId, row.CompletedAt!.Value, row.Id)),
            ],
            cancellation);

    public Task<(long Id, bool HasEnded)?> FindAsync(string instanceId, CancellationToken cancellation) => database.RunAsync(
        () => Hub.Find(instanceId) is { } row ? (row.Id, row.CompletedAt is not null) : default((long, bool)?), cancellation);

    public Task<long[]> FindEndedAsync(PurgeInstancesFilter filter, int limit, CancellationToken cancellation) => database.RunAsync<long[]>(
        () =>
        {
            var statuses = filter.Statuses?.ToArray() ?? [];
            return
            [
                .. Hub.Instances.Values
                    .Where(row => row.CompletedAt is not null
                        && !(row.CreatedAt < filter.CreatedFrom) && !(row.CreatedAt > filter.CreatedTo)
                        && (statuses.Length == 0 || statuses.Contains(row.Status)))
                    .Take(limit)
                    .Select(row => row.Id),
            ];
        },
        cancellation);

    public Task<int> RemoveAsync(long[] ids, bool recursive, CancellationToken cancellation) => database.RunAsync(
        () =>
        {
            var doomed = ids.ToHashSet();
            while (recursive && doomed.Count < doomed.Union(EndedChildren(doomed)).Count())
            {
                doomed.UnionWith(EndedChildren(doomed));
            }

            var rows = Hub.Instances.Values.Where(row => doomed.Contains(row.Id)).ToArray();
            foreach (var row in rows)
            {
                Hub.Remove(row);
            }

            return rows.Length;
        },
        cancellation);

    public Task<IReadOnlyList<ParkedInstance>> ListParkedAsync(int limit, CancellationToken cancellation) =>
        database.RunAsync<IReadOnlyList<ParkedInstance>>(
            () =>
            [
                .. Hub.Instances.Values
                    .Where(row => row.ParkedReason is not null)
                    .Take(limit)
                    .Select(row => new ParkedInstance(row.InstanceId, row.Name, row.ParkedReason!)),
            ],
            cancellation);

    public Task<bool> ReleaseParkedAsync(string instanceId, CancellationToken cancellation) => database.RunAsync(
        () =>
        {
            if (Hub.Find(instanceId) is not { ParkedReason: not null, Ready: { } ready } row)
            {
                return false;
            }

            row.ParkedReason = null;
            ready.Parked = false;
            ready.Attempts = 0;
            ready.LastError = null;
            ready.DueAt = database.Now;
            return true;
        },
        cancellation);

    private static DateTimeOffset LastUpdateOf(InstanceRow row)
    {
        var lastEvent = row.History.Count == 0 ? row.UpdatedAt : row.History[^1].Timestamp;
        return row.CompletedAt ?? (row.UpdatedAt > lastEvent ? row.UpdatedAt : lastEvent);
    }

    private static HistoryRow RowOf(InstanceRow row, HistoryEvent stored) => stored.Type switch
    {
        EventType.ExecutionStarted =>
            new HistoryRow(stored, row.Name, row.Version, row.Tags.Count > 0 ? row.Tags : null, row.Input),
        EventType.ExecutionCompleted => new HistoryRow(stored, Text: row.Output, Failure: row.Failure),
        _ => new HistoryRow(stored),
    };

    private static InstanceSnapshot Snapshot(InstanceRow row, bool withPayloads) => new(
        row.Id,
        row.InstanceId,
        row.Name,
        row.Version,
        row.Status,
        row.CreatedAt,
        LastUpdateOf(row),
        row.Tags,
        row.Failure,
        withPayloads ? row.Input : null,
        withPayloads ? row.Output : null,
        withPayloads ? row.CustomStatus : null);

    private IEnumerable<long> EndedChildren(HashSet<long> parents) => Hub.Instances.Values
        .Where(row => row is { CompletedAt: not null, Parent: { } parent } && parents.Contains(parent.Id))
        .Select(row => row.Id);
}
