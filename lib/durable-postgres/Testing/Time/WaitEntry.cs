using DurableTask.Postgres.Testing.Store;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Testing.Time;

/// <summary>Somebody waits for an instance.</summary>
internal sealed record WaitEntry(HubTables Hub, string InstanceId, Predicate<OrchestrationRuntimeStatus> IsReached)
{
    /// <summary>True when there is still something to wait for; only under the lock of the database.</summary>
    public bool IsOpen => Hub.Find(InstanceId) is { } row && !IsReached(row.Status);
}
