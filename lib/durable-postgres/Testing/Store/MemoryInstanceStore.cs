using DurableTask.Postgres.Client;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Testing.Time;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace DurableTask.Postgres.Testing.Store;

/// <summary>The client's side of the memory.</summary>
internal sealed partial class MemoryInstanceStore(
    MemoryDatabase database, IOptions<DurableTaskPostgresOptions> options, TimeKeeper? keeper = null) : IInstanceStore, IWaitingStore
{
    private HubTables Hub { get; } = database.Hub(options.Value.HubName);

    public IDisposable? BeginWait(string instanceId, Predicate<OrchestrationRuntimeStatus> isReached) =>
        keeper?.BeginWait(Hub, instanceId, isReached);

    public Task<OrchestrationRuntimeStatus?> CreateAsync(NewInstance instance, CancellationToken cancellation) => database.RunAsync(
        () =>
        {
            StoredText.Require(instance.Name, instance.Version, instance.Input);
            return Hub.Create(instance, parent: null);
        },
        cancellation);

    public Task<SendReceipt> SendAsync(OutsideMessage message, CancellationToken cancellation) => database.RunAsync(
        () =>
        {
            StoredText.Require(message.Name, message.Payload);
            if (Hub.Find(message.InstanceId) is not { CompletedAt: null } target)
            {
                return new SendReceipt(false, false, null);
            }

            if (message.Type == EventType.ExecutionTerminated && target.Ready is { Parked: true } parked)
            {
                parked.Parked = false;
            }

            var (madeDue, holder) = Hub.Send(
                target,
                null,
                new HistoryEvent(message.Type, database.Now, -1, message.Name, message.Payload, message.Detail));
            return new SendReceipt(true, madeDue, holder);
        },
        cancellation);
}
