using DurableTask.Postgres.Tests.Replays;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>Gives each test a hub of its own on the shared server, or in memory. What a test made on the server is replayed at its end.</summary>
[Collection(PostgresCollection.Name)]
public abstract class EngineTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly string _hub = Guid.NewGuid().ToString("N");
    private readonly InMemoryOrchestrationService _memory = new();
    private Action<DurableTaskRegistry>? _tasks;
    private Action<IServiceCollection>? _services;

    protected PostgresFixture Postgres => postgres;

    protected string Hub => _hub;

    /// <summary>False: the test's orchestrators are not deterministic, on purpose.</summary>
    protected bool ReplaysAlike { get; set; } = true;

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        if (_tasks is not null && ReplaysAlike)
        {
            await HistoryReplay.CheckAsync(postgres.Replays, postgres.ConnectionString, _hub, _tasks, _services);
        }
    }

    /// <summary>Says which tasks the histories were made with, when worker processes made them.</summary>
    protected void ReplayWith(Action<DurableTaskRegistry> tasks) => _tasks = tasks;

    protected Task<EngineHost> StartAsync(
        Action<DurableTaskRegistry>? tasks,
        EngineMode? mode = null,
        Action<DurableTaskPostgresOptions>? configure = null,
        Action<IServiceCollection>? services = null)
    {
        if (tasks is not null && mode is not { InMemory: true })
        {
            _tasks = tasks;
            _services = services;
        }

        return EngineHost.StartAsync(postgres.ConnectionString, _hub, tasks, mode, configure, services, _memory);
    }
}
