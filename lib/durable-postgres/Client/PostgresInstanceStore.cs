using System.Text.Json;
using DurableTask.Postgres.Signals;
using DurableTask.Postgres.Store;
using Microsoft.DurableTask.Client;
using Npgsql;

namespace DurableTask.Postgres.Client;

/// <summary>The client's side of the database: starts and messages.</summary>
internal sealed partial class PostgresInstanceStore(DurableDataSource database, Hub hub) : IInstanceStore, ITransactionalInstanceStore
{
    public async Task<OrchestrationRuntimeStatus?> CreateAsync(NewInstance instance, CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        return await CreateAsync(connection, null, instance, cancellation);
    }

    public Task<OrchestrationRuntimeStatus?> CreateAsync(
        NpgsqlTransaction transaction, NewInstance instance, CancellationToken cancellation) =>
        CreateAsync(ConnectionOf(transaction), transaction, instance, cancellation);

    public async Task<SendReceipt> SendAsync(OutsideMessage message, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.Send, connection)
            .With(number).With(message.InstanceId).With((short)message.Type).With(message.Name).With(message.Payload).With(message.Detail);
        await command.PrepareAsync(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new SendReceipt(
            reader.GetInt64(0) > 0, reader.GetInt64(1) > 0, reader.IsDBNull(2) ? null : reader.GetGuid(2));
    }

    public async Task<bool> RaiseEventAsync(
        NpgsqlTransaction transaction, string instanceId, string eventName, string? payload, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.SendInTransaction, ConnectionOf(transaction), transaction)
            .With(number).With(instanceId).With(eventName).With(payload);
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    public async Task NotifyAsync(NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.Notify, ConnectionOf(transaction), transaction)
            .With(HubNotice.Channel(number)).With(HubNotice.WorkOnly);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlConnection ConnectionOf(NpgsqlTransaction transaction) =>
        transaction.Connection ?? throw new ArgumentException("The transaction has ended.", nameof(transaction));

    private static short[] Numbers(IEnumerable<OrchestrationRuntimeStatus>? statuses) =>
        [.. (statuses ?? []).Select(status => (short)status)];

    private async Task<OrchestrationRuntimeStatus?> CreateAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, NewInstance instance, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.Create, connection, transaction)
            .With(number).With(instance.InstanceId).With(instance.ExecutionId).With(instance.Name).With(instance.Version).With(instance.Input)
            .With(instance.Tags.Count > 0 ? JsonSerializer.Serialize(instance.Tags) : null)
            .With(instance.StartAt?.ToUniversalTime()).With(Numbers(instance.Refuse)).With(instance.Trace);
        await command.PrepareAsync(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.IsDBNull(0) ? (OrchestrationRuntimeStatus)reader.GetInt16(1) : null;
    }
}
