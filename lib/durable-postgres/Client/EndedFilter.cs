using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Client;

/// <summary>Which ended instances are wanted.</summary>
/// <param name="Statuses">Statuses; empty: all.</param>
/// <param name="From">Ended then or later.</param>
/// <param name="To">Ended then or before.</param>
/// <param name="AfterTime">With <paramref name="AfterId"/>: only what comes behind that place in the order; null: from the beginning.</param>
/// <param name="AfterId">Number of the last one before.</param>
internal sealed record EndedFilter(
    IReadOnlyList<OrchestrationRuntimeStatus> Statuses, DateTimeOffset? From, DateTimeOffset? To, DateTimeOffset? AfterTime, long AfterId);
