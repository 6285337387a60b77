using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask.Testing;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DurableTask.Postgres.Tests.Statements.Engines;

/// <summary>A host whose worker runs the tasks of whichever test has it.</summary>
public sealed class SharedEngine : IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly InMemoryOrchestrationService _memory = new();

    private SharedEngine(string connectionString, EngineMode mode)
    {
        _connectionString = connectionString;
        Mode = mode;
    }

    public EngineHost Host { get; private set; } = null!;

    public ChangingTasks Tasks { get; } = new();

    public EngineMode Mode { get; }

    public static async Task<SharedEngine> StartAsync(string connectionString, EngineMode mode)
    {
        var engine = new SharedEngine(connectionString, mode);
        engine.Host = await engine.StartHostAsync();
        return engine;
    }

    /// <summary>Stops the worker and starts another one, so that nothing is left of it but what is stored.</summary>
    public async Task RestartAsync()
    {
        await Host.DisposeAsync();
        Host = await StartHostAsync();
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private Task<EngineHost> StartHostAsync() => EngineHost.StartAsync(
        _connectionString,
        Mode.ToString(),
        null,
        Mode,
        services: services =>
        {
            var worker = new ChangingWorkerBuilder(services, Tasks);
            _ = Mode.InMemory ? worker.UseInMemory() : worker.UsePostgres();
            services.AddSingleton<IHostedService>(worker.Build);
            services.AddSingleton<IExceptionPropertiesProvider, OrderProperties>();
        },
        memory: _memory);
}
