using Deis.Orchestrations;
using Deis.Orchestrations.Operations;
using Deis.TestSupport;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.Functions.Tests.Support;

/// <summary>One PostgreSQL server and one API for all tests of the collection; a test that needs a fresh platform starts one of its own.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    private PostgresServer _postgres = null!;

    /// <summary>The shared platform, without a worker of the engine. It has users and apps of other tests.</summary>
    public ApiHost Api { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        var database = await _postgres.CreateDatabaseAsync();
        Api = await ApiHost.StartAsync(database, [], services => AddEngineClient(services, database));
    }

    /// <summary>A platform with an empty database; the test disposes it.</summary>
    /// <param name="settings">Configuration beside what every platform needs.</param>
    public async Task<ApiHost> StartAsync(params (string Key, string Value)[] settings) =>
        await ApiHost.StartAsync(await _postgres.CreateDatabaseAsync(), settings);

    /// <summary>The same, by another clock.</summary>
    public async Task<ApiHost> StartAsync(TimeProvider clock, params (string Key, string Value)[] settings) =>
        await ApiHost.StartAsync(await _postgres.CreateDatabaseAsync(), settings, services => services.AddSingleton(clock));

    /// <summary>The same, with other services.</summary>
    public async Task<ApiHost> StartAsync(Action<IServiceCollection> addServices, params (string Key, string Value)[] settings) =>
        await ApiHost.StartAsync(await _postgres.CreateDatabaseAsync(), settings, addServices);

    /// <summary>The same, with the real durable engine running these tasks, and with other services.</summary>
    public async Task<ApiHost> StartWithEngineAsync(Action<DurableTaskRegistry> tasks, Action<IServiceCollection>? addServices = null)
    {
        var database = await _postgres.CreateDatabaseAsync();
        return await ApiHost.StartAsync(database, [], services =>
        {
            AddEngineClient(services, database);
            services.AddDurableTaskWorker(worker => worker.AddTasks(tasks).UsePostgres());
            addServices?.Invoke(services);
        });
    }

    /// <summary>A platform with the real operations and orchestrations; the runtime is still a stand-in, so that only apps without a build can be changed.</summary>
    /// <param name="gate">Holds up the first start.</param>
    public async Task<ApiHost> StartWithOrchestrationsAsync(StartGate gate)
    {
        var database = await _postgres.CreateDatabaseAsync();
        return await ApiHost.StartAsync(database, [], services =>
        {
            AddEngineClient(services, database);
            services.AddDurableTaskWorker(worker => worker.AddTasks(tasks => tasks.AddDeisTasks()).UsePostgres());
            services.AddOrchestrations();
            services.AddSingleton(gate);
            services.AddScoped<OperationService>();
            services.AddScoped<IOperations, GatedOperations>();
        });
    }

    /// <summary>The same without a gate, for many changes at once, with the pool of the platform of one machine.</summary>
    public async Task<ApiHost> StartWithOrchestrationsAsync()
    {
        var database = await _postgres.CreateDatabaseAsync() + ";Maximum Pool Size=40;Timeout=60";
        return await ApiHost.StartAsync(database, [], services =>
        {
            AddEngineClient(services, database);
            services.AddDurableTaskWorker(worker => worker.AddTasks(tasks => tasks.AddDeisTasks()).UsePostgres());
            services.AddOrchestrations();
        });
    }

    private static void AddEngineClient(IServiceCollection services, string database)
    {
        services.AddDurableTaskPostgres(options => options.ConnectionString = database);
        services.AddDurableTaskClient(client => client.UsePostgres());
    }

    public async Task DisposeAsync()
    {
        await Api.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
