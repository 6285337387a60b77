using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Client;

/// <summary>What a client needs of the place where instances live. Every method is one transaction.</summary>
internal interface IInstanceStore
{
    /// <summary>Creates an instance and its start message, in the place of an existing one of the same id unless that has one of the
    /// refusing statuses.</summary>
    /// <returns>Null: it was created; otherwise the status of the instance that stands in the way.</returns>
    Task<OrchestrationRuntimeStatus?> CreateAsync(NewInstance instance, CancellationToken cancellation);

    /// <summary>Sends a message to a live instance. A terminate request also releases a parked one.</summary>
    Task<SendReceipt> SendAsync(OutsideMessage message, CancellationToken cancellation);

    /// <summary>An instance; null: there is none.</summary>
    Task<InstanceSnapshot?> GetAsync(string instanceId, bool withPayloads, CancellationToken cancellation);

    /// <summary>Only the status; null: there is no such instance.</summary>
    Task<OrchestrationRuntimeStatus?> GetStatusAsync(string instanceId, CancellationToken cancellation);

    /// <summary>Instances in the order of their creation, after the end of an earlier page; null: from the first.</summary>
    Task<IReadOnlyList<InstanceSnapshot>> QueryAsync(
        PostgresOrchestrationQuery query, PageKey? after, int limit, CancellationToken cancellation);

    /// <summary>The events of an instance's current execution; null: there is no such instance.</summary>
    Task<IReadOnlyList<HistoryRow>?> ReadHistoryAsync(string instanceId, CancellationToken cancellation);

    /// <summary>Ended instances in the order of their ends.</summary>
    Task<IReadOnlyList<EndedInstance>> ListEndedAsync(EndedFilter filter, int limit, CancellationToken cancellation);

    /// <summary>An instance's number and whether it has ended; null: there is none. The number of an ended one never comes to life again.</summary>
    Task<(long Id, bool HasEnded)?> FindAsync(string instanceId, CancellationToken cancellation);

    /// <summary>Some ended instances that a purge is to remove.</summary>
    Task<long[]> FindEndedAsync(PurgeInstancesFilter filter, int limit, CancellationToken cancellation);

    /// <summary>Removes instances and all that belongs to them, with their ended sub-orchestrations if asked to. Returns how many.</summary>
    Task<int> RemoveAsync(long[] ids, bool recursive, CancellationToken cancellation);

    /// <summary>Parked instances, oldest first.</summary>
    Task<IReadOnlyList<ParkedInstance>> ListParkedAsync(int limit, CancellationToken cancellation);

    /// <summary>Lets a parked instance be tried again; false: no such instance is parked.</summary>
    Task<bool> ReleaseParkedAsync(string instanceId, CancellationToken cancellation);
}
