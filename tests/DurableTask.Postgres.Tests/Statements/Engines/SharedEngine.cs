using DurableTask.Postgres.Tests.Replays;
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
    private readonly ReplayLedger _replays;
    private readonly InMemoryOrchestrationService _memory = new();
    private long _lastSeen;

    private SharedEngine(string connectionString, EngineMode mode, ReplayLedger replays)
    {
        _connectionString = connectionString;
        _replays = replays;
        Mode = mode;
    }

    public EngineHost Host { get; private set; } = null!;

    public ChangingTasks Tasks { get; } = new();

    public EngineMode Mode { get; }

    public static async Task<SharedEngine> StartAsync(string connectionString, EngineMode mode, ReplayLedger replays)
    {
        var engine = new SharedEngine(connectionString, mode, replays);
        engine.Host = await engine.StartHostAsync();
        return engine;
    }

    /// <summary>Stops the worker and starts another one, so that nothing is left of it but what is stored.</summary>
    public async Task RestartAsync()
    {
        await Host.DisposeAsync();
        Host = await StartHostAsync();
    }

    /// <summary>Replays what was stored since the last call; or passes it over, because it cannot come out alike.</summary>
    public async Task ReplayAsync(bool isAlike)
    {
        if (Mode.InMemory)
        {
            return;
        }

        var instances = await StoredInstances.ReadAsync(_connectionString, Mode.ToString(), _lastSeen);
        _lastSeen = instances.Select(instance => instance.Info.Id).DefaultIfEmpty(_lastSeen).Max();
        if (isAlike)
        {
            await HistoryReplay.CheckAsync(_replays, instances, Tasks.Registrations, AddServices);
        }
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private static void AddServices(IServiceCollection services) => services.AddSingleton<IExceptionPropertiesProvider, OrderProperties>();

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
            AddServices(services);
        },
        memory: _memory);
}
