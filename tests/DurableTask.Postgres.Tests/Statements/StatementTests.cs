using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>Base of the tests of the contract.</summary>
[Collection(StatementsCollection.Name)]
public abstract class StatementTests(SharedEngines engines)
{
    private readonly string _hub = Guid.NewGuid().ToString("N");
    private readonly InMemoryOrchestrationService _memory = new();

    /// <summary>Takes the shared engine of a mode for this test.</summary>
    protected Task<Trial> BeginAsync(EngineMode mode, Action<DurableTaskRegistry> tasks) => Trial.BeginAsync(engines, mode, tasks);

    /// <summary>Starts an engine for this test alone, because the test needs other options. Several of one test share a hub.</summary>
    protected Task<EngineHost> StartAloneAsync(
        EngineMode mode,
        Action<DurableTaskRegistry>? tasks,
        Action<DurableTaskPostgresOptions>? configure = null,
        Action<IServiceCollection>? services = null) =>
        EngineHost.StartAsync(engines.ConnectionString, _hub, tasks, mode, configure, services, _memory);
}
