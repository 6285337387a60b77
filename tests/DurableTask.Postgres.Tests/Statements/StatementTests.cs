using DurableTask.Postgres.Tests.Replays;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>Base of the tests of the contract.</summary>
[Collection(StatementsCollection.Name)]
public abstract class StatementTests(SharedEngines engines) : IAsyncLifetime
{
    private readonly string _hub = Guid.NewGuid().ToString("N");
    private readonly InMemoryOrchestrationService _memory = new();
    private Action<DurableTaskRegistry>? _tasks;
    private Action<IServiceCollection>? _services;

    /// <summary>False: workers of this test have different tasks of the same names, or the tasks are not deterministic; both on purpose.</summary>
    protected bool ReplaysAlike { get; set; } = true;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_tasks is not null && ReplaysAlike)
        {
            await HistoryReplay.CheckAsync(engines.Replays, engines.ConnectionString, _hub, _tasks, _services);
        }
    }

    /// <summary>Takes the shared engine of a mode for this test.</summary>
    protected Task<Trial> BeginAsync(EngineMode mode, Action<DurableTaskRegistry> tasks) => Trial.BeginAsync(engines, mode, tasks);

    /// <summary>Starts an engine for this test alone, because the test needs other options. Several of one test share a hub.</summary>
    protected Task<EngineHost> StartAloneAsync(
        EngineMode mode,
        Action<DurableTaskRegistry>? tasks,
        Action<DurableTaskPostgresOptions>? configure = null,
        Action<IServiceCollection>? services = null)
    {
        if (tasks is not null && !mode.InMemory)
        {
            _tasks = tasks;
            _services = services;
        }

        return EngineHost.StartAsync(engines.ConnectionString, _hub, tasks, mode, configure, services, _memory);
    }
}
