using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DurableTask.Postgres.Tests.Statements.Engines;

/// <summary>A host whose worker runs the tasks of whichever test has it.</summary>
public sealed class SharedEngine : IAsyncDisposable
{
    private SharedEngine(EngineHost host, ChangingTasks tasks, string connectionString, string hub, EngineMode mode)
    {
        Host = host;
        Tasks = tasks;
        ConnectionString = connectionString;
        Hub = hub;
        Mode = mode;
    }

    public EngineHost Host { get; private set; }

    public ChangingTasks Tasks { get; }

    public string ConnectionString { get; }

    public string Hub { get; }

    public EngineMode Mode { get; }

    public static async Task<SharedEngine> StartAsync(string connectionString, EngineMode mode)
    {
        var tasks = new ChangingTasks();
        var hub = mode.ToString();
        return new SharedEngine(await StartHostAsync(connectionString, hub, mode, tasks), tasks, connectionString, hub, mode);
    }

    /// <summary>Stops the worker and starts another one, so that nothing is left of it but what is stored.</summary>
    public async Task RestartAsync()
    {
        await Host.DisposeAsync();
        Host = await StartHostAsync(ConnectionString, Hub, Mode, Tasks);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private static Task<EngineHost> StartHostAsync(string connectionString, string hub, EngineMode mode, ChangingTasks tasks) =>
        EngineHost.StartAsync(connectionString, hub, null, mode, services: services =>
        {
            var worker = new ChangingWorkerBuilder(services, tasks);
            worker.UsePostgres();
            services.AddSingleton<IHostedService>(worker.Build);
            services.AddSingleton<IExceptionPropertiesProvider, OrderProperties>();
        });
}
