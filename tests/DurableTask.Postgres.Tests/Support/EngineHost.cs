using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>A host with a client and, if it has tasks, a worker; as an application would build it.</summary>
public sealed class EngineHost : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly IHost _host;
    private readonly CancellationTokenSource _limit = new(Limit);

    private EngineHost(IHost host)
    {
        _host = host;
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
        Action<IServiceCollection>? services = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Debug);
        var recorder = new LogRecorder();
        builder.Services.AddSingleton(recorder);
        builder.Logging.AddProvider(recorder);
        builder.Services.AddDurableTaskPostgres(options =>
        {
            options.ConnectionString = connectionString;
            options.HubName = hub;
            options.MaximumCachedInstances = (mode ?? EngineMode.Default).Cache;
            options.CommitBatchSize = (mode ?? EngineMode.Default).Batch;
            configure?.Invoke(options);
        });
        builder.Services.AddDurableTaskClient(client => client.UsePostgres());
        if (tasks is not null)
        {
            builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(tasks).UsePostgres());
        }

        services?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new EngineHost(host);
    }

    /// <summary>Starts an orchestration and waits for its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(TaskName name, object? input = null, StartOrchestrationOptions? options = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input, options, Deadline);
        return await EndOfAsync(id);
    }

    public Task<OrchestrationMetadata> EndOfAsync(string id) => Client.WaitForInstanceCompletionAsync(id, true, Deadline);

    public Task StopAsync() => _host.StopAsync(Deadline);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
        _limit.Dispose();
    }
}
