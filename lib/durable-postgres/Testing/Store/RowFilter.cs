using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Testing.Store;

/// <summary>Which rows a query wants.</summary>
internal sealed class RowFilter(PostgresOrchestrationQuery query)
{
    private readonly OrchestrationRuntimeStatus[] _statuses = query.Statuses?.ToArray() ?? [];

    /// <summary>True when all filters match.</summary>
    public bool Matches(InstanceRow row, DateTimeOffset lastUpdate) =>
        (_statuses.Length == 0 || _statuses.Contains(row.Status))
        && IsWithin(row.CreatedAt, query.CreatedFrom, query.CreatedTo)
        && IsWithin(lastUpdate, query.LastUpdatedFrom, query.LastUpdatedTo)
        && IsWithin(row.CompletedAt, query.CompletedFrom, query.CompletedTo)
        && (query.Name is null || string.Equals(query.Name, row.Name, StringComparison.OrdinalIgnoreCase))
        && (query.InstanceIds is null || query.InstanceIds.Contains(row.InstanceId))
        && row.InstanceId.StartsWith(query.InstanceIdPrefix ?? string.Empty, StringComparison.Ordinal)
        && (query.Tags is null || query.Tags.All(tag => row.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value));

    private static bool IsWithin(DateTimeOffset? time, DateTimeOffset? from, DateTimeOffset? to) =>
        (from is null && to is null) || (time is { } known && !(known < from) && !(known > to));
}
