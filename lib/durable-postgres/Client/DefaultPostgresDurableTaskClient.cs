using System.Diagnostics;
using System.Text.Json;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Signals;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Telemetry;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Npgsql;

namespace DurableTask.Postgres.Client;

/// <summary>The client's starts and messages.</summary>
internal sealed partial class DefaultPostgresDurableTaskClient(
    string name,
    DurableDataSource database,
    Hub hub,
    HubSignals signals,
    HubNotifier notifier,
    HubListener listener,
    IOptions<DurableTaskPostgresOptions> engineOptions,
    IOptionsMonitor<DurableTaskClientOptions> clientOptions,
    TimeProvider time)
    : PostgresDurableTaskClient(name)
{
    private readonly DurableTaskClientOptions _options = clientOptions.Get(name);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        var id = await CreateAsync(
            connection, null, orchestratorName, _options.DataConverter.Serialize(input), options, cancellation);
        WakeForNewWork();
        return id;
    }

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        NpgsqlTransaction transaction,
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        var connection = ConnectionOf(transaction);
        var id = await CreateAsync(
            connection, transaction, orchestratorName, _options.DataConverter.Serialize(input), options, cancellation);
        await NotifyInAsync(connection, transaction, cancellation);
        return id;
    }

    public override async Task<bool> RaiseEventAsync(
        NpgsqlTransaction transaction,
        string instanceId,
        string eventName,
        object? eventPayload = null,
        CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var connection = ConnectionOf(transaction);
        using var span = EngineTracing.StartEvent(eventName, instanceId);
        var number = await hub.GetNumberAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.SendInTransaction, connection, transaction)
            .With(number).With(instanceId).With(eventName).With(_options.DataConverter.Serialize(eventPayload));
        var isSent = await command.ExecuteNonQueryAsync(cancellation) > 0;
        await NotifyInAsync(connection, transaction, cancellation);
        return isSent;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        TryRaiseEventAsync(instanceId, eventName, eventPayload, cancellation);

    public override async Task<bool> TryRaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        using var span = EngineTracing.StartEvent(eventName, instanceId);
        return await SendAsync(
            instanceId, EventType.EventRaised, eventName, _options.DataConverter.Serialize(eventPayload), null, cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        SendAsync(
            instanceId,
            EventType.ExecutionTerminated,
            null,
            _options.DataConverter.Serialize(options?.Output),
            options?.Recursive == true ? TerminateDetail.Recursive : null,
            cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, EventType.ExecutionSuspended, null, reason, null, cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, EventType.ExecutionResumed, null, reason, null, cancellation);

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        string orchestrator;
        string? input;
        StartOrchestrationOptions options;
        await using (var command = new NpgsqlCommand(ClientSql.ReadForRestart, connection).With(number).With(instanceId))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            if (!await reader.ReadAsync(cancellation))
            {
                throw new ArgumentException($"There is no orchestration instance '{instanceId}' to restart.", nameof(instanceId));
            }

            orchestrator = reader.GetString(0);
            input = reader.TextOrNull(2);
            options = new StartOrchestrationOptions(restartWithNewInstanceId ? null : instanceId)
            {
                Version = reader.GetString(1),
                Tags = reader.IsDBNull(3) ? new Dictionary<string, string>() : SnapshotReader.ReadTags(reader.GetString(3)),
            };
        }

        var id = await CreateAsync(connection, null, orchestrator, input, options, cancellation);
        WakeForNewWork();
        return id;
    }

    public override Task WakeAsync(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        notifier.Work();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static NpgsqlConnection ConnectionOf(NpgsqlTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction.Connection ?? throw new ArgumentException("The transaction has ended.", nameof(transaction));
    }

    private async Task<string> CreateAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        TaskName orchestrator,
        string? input,
        StartOrchestrationOptions? options,
        CancellationToken cancellation)
    {
        if (orchestrator.Name.Length == 0)
        {
            throw new ArgumentException("A start needs the orchestrator's name.", nameof(orchestrator));
        }

        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        InstanceIds.Require(id);
        var refuse = DedupeStatuses.Parse(options?.DedupeStatuses);
        var version = options?.Version is { } wanted ? wanted.Version : _options.DefaultVersion;
        var tags = options is { Tags.Count: > 0 } ? JsonSerializer.Serialize(options.Tags) : null;
        var number = await hub.GetNumberAsync(cancellation);

        var execution = Guid.NewGuid();
        using var span = EngineTracing.StartCreation(orchestrator.Name, version, id, execution);
        await using var command = new NpgsqlCommand(ClientSql.Create, connection, transaction)
            .With(number).With(id).With(execution).With(orchestrator.Name).With(version).With(input).With(tags)
            .With(options?.StartAt?.ToUniversalTime()).With(refuse).With(EngineTracing.Current);
        await command.PrepareAsync(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        if (!reader.IsDBNull(0))
        {
            return id;
        }

        var refusal = $"An orchestration instance '{id}' exists and is {(OrchestrationRuntimeStatus)reader.GetInt16(1)}. "
            + "Choose another id, or wait until it has ended, or terminate it.";
        span?.SetStatus(ActivityStatusCode.Error, refusal);
        throw new OrchestrationAlreadyExistsException(refusal);
    }

    private async Task NotifyInAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.Notify, connection, transaction)
            .With(HubNotice.Channel(number)).With(HubNotice.WorkOnly);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<bool> SendAsync(
        string instanceId, EventType type, string? eventName, string? payload, string? detail, CancellationToken cancellation)
    {
        InstanceIds.Require(instanceId);
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ClientSql.Send, connection)
            .With(number).With(instanceId).With((short)type).With(eventName).With(payload).With(detail);
        await command.PrepareAsync(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var isSent = reader.GetInt64(0) > 0;
        var holder = reader.IsDBNull(2) ? (Guid?)null : reader.GetGuid(2);
        var isSurelyOurs = reader.GetInt64(1) > 0 && (holder is null || holder == signals.WaitingWorker);
        if (isSent && isSurelyOurs)
        {
            WakeForNewWork();
        }
        else if (isSent)
        {
            notifier.Work();
        }

        return isSent;
    }

    private void WakeForNewWork()
    {
        if (signals.WaitingWorker is null)
        {
            notifier.Work();
        }
        else
        {
            signals.Work.Set();
        }
    }
}
