using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>Gives each test a hub of its own on the shared server.</summary>
[Collection(PostgresCollection.Name)]
public abstract class EngineTests(PostgresFixture postgres)
{
    private readonly string _hub = Guid.NewGuid().ToString("N");

    protected PostgresFixture Postgres => postgres;

    protected string Hub => _hub;

    protected Task<EngineHost> StartAsync(
        Action<DurableTaskRegistry>? tasks,
        EngineMode? mode = null,
        Action<DurableTaskPostgresOptions>? configure = null,
        Action<IServiceCollection>? services = null) =>
        EngineHost.StartAsync(postgres.ConnectionString, _hub, tasks, mode, configure, services);
}
