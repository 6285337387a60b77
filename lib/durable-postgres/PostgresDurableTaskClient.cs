using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Npgsql;

namespace DurableTask.Postgres;

/// <summary>
/// The client of the engine on PostgreSQL. Besides the common operations it can start orchestrations and send events as part of a
/// transaction of the application, so that domain rows and the start are stored together or not at all.
/// </summary>
/// <param name="name">The client's name.</param>
public abstract class PostgresDurableTaskClient(string name) : DurableTaskClient(name)
{
    /// <summary>
    /// Starts an orchestration as part of a transaction on the engine's database. Workers are woken by PostgreSQL when it commits
    /// (a NOTIFY is part of it), so nothing need be called afterwards; if it rolls back, nothing happened.
    /// </summary>
    /// <param name="transaction">An open transaction.</param>
    /// <param name="orchestratorName">What to run.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">As for a start without transaction.</param>
    /// <param name="cancellation">Cancels the statement.</param>
    /// <returns>The instance id.</returns>
    /// <exception cref="OrchestrationAlreadyExistsException">The id is in use; the transaction is still usable.</exception>
    public abstract Task<string> ScheduleNewOrchestrationInstanceAsync(
        NpgsqlTransaction transaction,
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default);

    /// <summary>
    /// Sends an event as part of a transaction on the engine's database. It takes no lock that the engine needs, so the transaction may
    /// stay open; an event sent without transaction in the meantime may arrive earlier.
    /// </summary>
    /// <returns>False: there is no such instance, or it has ended.</returns>
    public abstract Task<bool> RaiseEventAsync(
        NpgsqlTransaction transaction,
        string instanceId,
        string eventName,
        object? eventPayload = null,
        CancellationToken cancellation = default);

    /// <summary>Sends an event and says whether somebody is there to receive it.</summary>
    /// <returns>False: there is no such instance, or it has ended.</returns>
    public abstract Task<bool> TryRaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default);

    /// <summary>Instances that the workers gave up on, with the reasons; at most 1000, oldest first.</summary>
    public abstract Task<IReadOnlyList<ParkedInstance>> GetParkedInstancesAsync(CancellationToken cancellation = default);

    /// <summary>Lets a parked instance be tried again.</summary>
    /// <returns>False: no such instance is parked.</returns>
    public abstract Task<bool> ReleaseParkedInstanceAsync(string instanceId, CancellationToken cancellation = default);

    /// <summary>Makes the workers of all processes look for work now. Needed only after writing to the engine's tables by other means.</summary>
    public abstract Task WakeAsync(CancellationToken cancellation = default);
}
