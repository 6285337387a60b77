using Microsoft.DurableTask;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>Gives each test a hub of its own on the shared server, or in memory.</summary>
[Collection(PostgresCollection.Name)]
public abstract class EngineTests(PostgresFixture postgres)
{
    private readonly string _hub = Guid.NewGuid().ToString("N");
    private readonly InMemoryOrchestrationService _memory = new();

    protected PostgresFixture Postgres => postgres;

    protected string Hub => _hub;

    protected Task<EngineHost> StartAsync(
        Action<DurableTaskRegistry>? tasks,
        EngineMode? mode = null,
        Action<DurableTaskPostgresOptions>? configure = null,
        Action<IServiceCollection>? services = null) =>
        EngineHost.StartAsync(postgres.ConnectionString, _hub, tasks, mode, configure, services, _memory);
}
