using DurableTask.Postgres.Replay;
using Microsoft.DurableTask.Testing;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>Looks into the memory.</summary>
internal sealed class MemoryView(InMemoryOrchestrationService memory, string hub) : IStoreView
{
    public Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string id, CancellationToken deadline)
    {
        var tables = memory.Database.Hub(hub);
        lock (memory.Database.Gate)
        {
            return Task.FromResult<IReadOnlyList<HistoryEvent>>([.. tables.Find(id)?.History ?? []]);
        }
    }

    public Task<StoredRows> RowsAsync(string? id, CancellationToken deadline)
    {
        var tables = memory.Database.Hub(hub);
        lock (memory.Database.Gate)
        {
            var rows = tables.Instances.Values.Where(row => id is null || row.InstanceId == id).ToArray();
            return Task.FromResult(new StoredRows(
                rows.Count(row => row.Ready is not null),
                rows.Sum(row => row.Messages.Count),
                rows.Sum(row => row.Timers.Count),
                tables.Activities.Values.Count(activity => id is null || activity.Activity.InstanceId == id)));
        }
    }
}
