using System.Diagnostics;
using DurableTask.Postgres.Engine;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Signals;
using DurableTask.Postgres.Telemetry;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Npgsql;

namespace DurableTask.Postgres.Client;

/// <summary>The client's starts and messages. What it stores and where is up to the <see cref="IInstanceStore"/>.</summary>
internal sealed partial class DefaultPostgresDurableTaskClient(
    string name,
    IInstanceStore store,
    HubSignals signals,
    IHubNotifier notifier,
    IHubListener listener,
    IOptions<DurableTaskPostgresOptions> engineOptions,
    IOptionsMonitor<DurableTaskClientOptions> clientOptions,
    EngineTime time)
    : PostgresDurableTaskClient(name)
{
    private readonly DurableTaskClientOptions _options = clientOptions.Get(name);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        var instance = Describe(orchestratorName, _options.DataConverter.Serialize(input), options);
        await CreateAsync(instance, traced => store.CreateAsync(traced, cancellation));
        WakeForNewWork();
        return instance.InstanceId;
    }

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        NpgsqlTransaction transaction,
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var instance = Describe(orchestratorName, _options.DataConverter.Serialize(input), options);
        await CreateAsync(instance, traced => Transactional.CreateAsync(transaction, traced, cancellation));
        await Transactional.NotifyAsync(transaction, cancellation);
        return instance.InstanceId;
    }

    public override async Task<bool> RaiseEventAsync(
        NpgsqlTransaction transaction,
        string instanceId,
        string eventName,
        object? eventPayload = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        InstanceIds.Require(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        using var span = EngineTracing.StartEvent(eventName, instanceId);
        var payload = _options.DataConverter.Serialize(eventPayload);
        var isSent = await Transactional.RaiseEventAsync(transaction, instanceId, eventName, payload, cancellation);
        await Transactional.NotifyAsync(transaction, cancellation);
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
        var payload = _options.DataConverter.Serialize(eventPayload);
        return await SendAsync(new OutsideMessage(instanceId, EventType.EventRaised, eventName, payload, null), cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var output = _options.DataConverter.Serialize(options?.Output);
        var detail = options?.Recursive == true ? TerminateDetail.Recursive : null;
        return SendAsync(new OutsideMessage(instanceId, EventType.ExecutionTerminated, null, output, detail), cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(new OutsideMessage(instanceId, EventType.ExecutionSuspended, null, reason, null), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(new OutsideMessage(instanceId, EventType.ExecutionResumed, null, reason, null), cancellation);

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        var former = await store.GetAsync(instanceId, withPayloads: true, cancellation)
            ?? throw new ArgumentException($"There is no orchestration instance '{instanceId}' to restart.", nameof(instanceId));
        var options = new StartOrchestrationOptions(restartWithNewInstanceId ? null : instanceId)
        {
            Version = former.Version,
            Tags = former.Tags,
        };
        var instance = Describe(former.Name, former.Input, options);
        await CreateAsync(instance, traced => store.CreateAsync(traced, cancellation));
        WakeForNewWork();
        return instance.InstanceId;
    }

    public override Task WakeAsync(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        notifier.Work();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task CreateAsync(NewInstance wanted, Func<NewInstance, Task<OrchestrationRuntimeStatus?>> create)
    {
        using var span = EngineTracing.StartCreation(wanted.Name, wanted.Version, wanted.InstanceId, wanted.ExecutionId);
        if (await create(wanted with { Trace = EngineTracing.Current }) is { } status)
        {
            var refusal = $"An orchestration instance '{wanted.InstanceId}' exists and is {status}. "
                + "Choose another id, or wait until it has ended, or terminate it.";
            span?.SetStatus(ActivityStatusCode.Error, refusal);
            throw new OrchestrationAlreadyExistsException(refusal);
        }
    }

    private ITransactionalInstanceStore Transactional => store as ITransactionalInstanceStore
        ?? throw new NotSupportedException("The instances are not kept in PostgreSQL, so they cannot take part in its transactions.");

    private NewInstance Describe(TaskName orchestrator, string? input, StartOrchestrationOptions? options)
    {
        if (orchestrator.Name.Length == 0)
        {
            throw new ArgumentException("A start needs the orchestrator's name.", nameof(orchestrator));
        }

        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        InstanceIds.Require(id);
        return new NewInstance(
            id,
            orchestrator.Name,
            options?.Version is { } wanted ? wanted.Version : _options.DefaultVersion,
            input,
            options?.Tags ?? new Dictionary<string, string>(),
            options?.StartAt,
            DedupeStatuses.Parse(options?.DedupeStatuses));
    }

    private async Task<bool> SendAsync(OutsideMessage message, CancellationToken cancellation)
    {
        InstanceIds.Require(message.InstanceId);
        var receipt = await store.SendAsync(message, cancellation);
        if (receipt.MadeDue && (receipt.Holder is null || receipt.Holder == signals.WaitingWorker))
        {
            WakeForNewWork();
        }
        else if (receipt.IsSent)
        {
            notifier.Work();
        }

        return receipt.IsSent;
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
