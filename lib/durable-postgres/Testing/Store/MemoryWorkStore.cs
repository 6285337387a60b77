using DurableTask.Postgres.Engine;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Testing.Faults;
using Microsoft.Extensions.Options;

namespace DurableTask.Postgres.Testing.Store;

/// <summary>The worker's side of the memory: the same claims, leases, epochs and checks as <c>PostgresWorkStore</c>.</summary>
internal sealed partial class MemoryWorkStore(
    MemoryDatabase database, IOptions<DurableTaskPostgresOptions> options, EngineTime time) : IWorkStore
{
    private HubTables Hub { get; } = database.Hub(options.Value.HubName);

    public Task InitializeAsync(CancellationToken cancellation) => Task.CompletedTask;

    public StoreVerdict Judge(Exception error) => error switch
    {
        InjectedException injected => new StoreVerdict(injected.Fault, error.Message),
        StoreRejectedException => new StoreVerdict(StoreFault.Rejected, error.Message),
        OperationCanceledException => new StoreVerdict(StoreFault.Outage, error.Message),
        _ => new StoreVerdict(StoreFault.Bug, error.Message),
    };
}
