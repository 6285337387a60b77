using DurableTask.Postgres;
using DurableTask.Postgres.Client;
using DurableTask.Postgres.Engine;
using DurableTask.Postgres.Signals;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Telemetry;
using DurableTask.Postgres.Testing.Store;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.DurableTask.Testing;

/// <summary>Registers the engine with its instances in memory, for tests.</summary>
public static class DurableTaskTestExtensions
{
    /// <summary>Adds a worker and a client whose instances live in memory. The client can also be asked for as
    /// <see cref="PostgresDurableTaskClient"/>; then it refuses what needs a transaction of PostgreSQL.</summary>
    /// <param name="services">The services of the host under test.</param>
    /// <param name="configureTasks">Adds orchestrators and activities.</param>
    /// <param name="options">Options; null: the defaults.</param>
    public static IServiceCollection AddInMemoryDurableTask(
        this IServiceCollection services, Action<DurableTaskRegistry> configureTasks, InMemoryDurableTaskOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configureTasks);
        services.AddInMemoryEngine(options);
        services.AddDurableTaskWorker(worker => worker.AddTasks(configureTasks).UseInMemory());
        services.AddDurableTaskClient(client => client.UseInMemory());
        return services;
    }

    /// <summary>Runs the worker on instances in memory.</summary>
    public static IDurableTaskWorkerBuilder UseInMemory(this IDurableTaskWorkerBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddInMemoryEngine(options: null);
        return builder.UseBuildTarget<PostgresDurableTaskWorker>();
    }

    /// <summary>Runs the client on instances in memory.</summary>
    public static IDurableTaskClientBuilder UseInMemory(this IDurableTaskClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddInMemoryEngine(options: null);
        builder.Services.TryAddSingleton(services =>
            (PostgresDurableTaskClient)services.GetRequiredService<IDurableTaskClientProvider>().GetClient(builder.Name));
        return builder.UseBuildTarget<DefaultPostgresDurableTaskClient>();
    }

    /// <summary>Where the instances of this host live.</summary>
    public static InMemoryOrchestrationService GetInMemoryOrchestrationService(this IServiceProvider services) =>
        services.GetRequiredService<InMemoryOrchestrationService>();

    /// <summary>Adds what workers and clients share.</summary>
    internal static IServiceCollection AddInMemoryEngine(this IServiceCollection services, InMemoryDurableTaskOptions? options)
    {
        services.AddOptions<DurableTaskPostgresOptions>().ValidateDataAnnotations().ValidateOnStart();
        if (options?.ConfigureEngine is { } configure)
        {
            services.Configure(configure);
        }

        if (services.Any(descriptor => descriptor.ServiceType == typeof(IWorkStore)))
        {
            return services;
        }

        var service = options?.Service ?? new InMemoryOrchestrationService();
        services.AddSingleton(service);
        services.AddSingleton(service.Database);
        services.AddSingleton(new EngineTime(TimeProvider.System, service.Database.Time, IsStoreExact: true));
        if (service.Keeper is { } keeper)
        {
            services.AddSingleton(keeper);
            services.AddSingleton<IActivityMonitor>(keeper);
        }

        services.AddSingleton<HubSignals>();
        services.AddSingleton<MemoryNotices>();
        services.AddSingleton<IHubNotifier>(provider => provider.GetRequiredService<MemoryNotices>());
        services.AddSingleton<IHubListener>(provider => provider.GetRequiredService<MemoryNotices>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EngineHealth>();
        services.AddMetrics();
        services.AddSingleton<EngineMetrics>();
        services.AddSingleton<IWorkStore, MemoryWorkStore>();
        services.AddSingleton<IInstanceStore, MemoryInstanceStore>();
        return services;
    }
}
