using Microsoft.DurableTask.Client;
using Npgsql;

namespace DurableTask.Postgres.Client;

/// <summary>A store whose changes can be part of a transaction of the application.</summary>
internal interface ITransactionalInstanceStore
{
    /// <inheritdoc cref="IInstanceStore.CreateAsync"/>
    Task<OrchestrationRuntimeStatus?> CreateAsync(NpgsqlTransaction transaction, NewInstance instance, CancellationToken cancellation);

    /// <summary>Lets an event arrive after the transaction's end; it takes no lock that the engine needs. False: nobody is there to get it.</summary>
    Task<bool> RaiseEventAsync(
        NpgsqlTransaction transaction, string instanceId, string eventName, string? payload, CancellationToken cancellation);

    /// <summary>Wakes the workers at the end of the transaction.</summary>
    Task NotifyAsync(NpgsqlTransaction transaction, CancellationToken cancellation);
}
