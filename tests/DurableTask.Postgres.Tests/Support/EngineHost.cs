using DurableTask.Postgres.Replay;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>A host with a client and, if it has tasks, a worker; as an application would build it.</summary>
public sealed class EngineHost : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly IHost _host;
    private readonly IStoreView _view;
    private readonly CancellationTokenSource _limit = new(Limit);

    private EngineHost(IHost host, IStoreView view)
    {
        _host = host;
        _view = view;
    }

    public PostgresDurableTaskClient Client => _host.Services.GetRequiredService<PostgresDurableTaskClient>();

    public IServiceProvider Services => _host.Services;

    public LogRecorder Logs => _host.Services.GetRequiredService<LogRecorder>();

    /// <summary>Cancelled as soon as the host begins to stop.</summary>
    public CancellationToken Stopping => _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    /// <summary>Ends a test that hangs.</summary>
    public CancellationToken Deadline => _limit.Token;

    public static async Task<EngineHost> StartAsync(
        string connectionString,
        string hub,
        Action<DurableTaskRegistry>? tasks,
        EngineMode? mode = null,
        Action<DurableTaskPostgresOptions>? configure = null,
        Action<IServiceCollection>? services = null,
        InMemoryOrchestrationService? memory = null)
    {
        mode ??= EngineMode.Default;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Debug);
        var recorder = new LogRecorder();
        builder.Services.AddSingleton(recorder);
        builder.Logging.AddProvider(recorder);
        void Configure(DurableTaskPostgresOptions options)
        {
            options.ConnectionString = connectionString;
            options.HubName = hub;
            options.MaximumCachedInstances = mode.Cache;
            options.CommitBatchSize = mode.Batch;
            configure?.Invoke(options);
        }

        if (mode.InMemory)
        {
            memory ??= new InMemoryOrchestrationService();
            builder.Services.AddInMemoryEngine(new InMemoryDurableTaskOptions { Service = memory, ConfigureEngine = Configure });
            builder.Services.AddDurableTaskClient(client => client.UseInMemory());
        }
        else
        {
            builder.Services.AddDurableTaskPostgres(Configure);
            builder.Services.AddDurableTaskClient(client => client.UsePostgres());
        }

        if (tasks is not null)
        {
            builder.Services.AddDurableTaskWorker(worker =>
                _ = mode.InMemory ? worker.AddTasks(tasks).UseInMemory() : worker.AddTasks(tasks).UsePostgres());
        }

        services?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new EngineHost(host, mode.InMemory ? new MemoryView(memory!, hub) : new PostgresView(connectionString, hub));
    }

    /// <summary>Starts an orchestration and waits for its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(TaskName name, object? input = null, StartOrchestrationOptions? options = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input, options, Deadline);
        return await EndOfAsync(id);
    }

    public Task<OrchestrationMetadata> EndOfAsync(string id) => Client.WaitForInstanceCompletionAsync(id, true, Deadline);

    /// <summary>The stored history of the current execution, whichever the store is.</summary>
    internal Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string id, CancellationToken? deadline = null) =>
        _view.HistoryAsync(id, deadline ?? Deadline);

    /// <summary>How many rows the hub has, or one instance of it.</summary>
    public Task<StoredRows> RowsAsync(string? id = null, CancellationToken? deadline = null) => _view.RowsAsync(id, deadline ?? Deadline);

    public Task StopAsync() => _host.StopAsync(Deadline);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
        _limit.Dispose();
    }
}
