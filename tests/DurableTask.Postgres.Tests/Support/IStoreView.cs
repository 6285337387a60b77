using DurableTask.Postgres.Replay;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>Looks into a store, so that a test need not know which one it runs on.</summary>
internal interface IStoreView
{
    Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string id, CancellationToken deadline);

    Task<StoredRows> RowsAsync(string? id, CancellationToken deadline);
}
