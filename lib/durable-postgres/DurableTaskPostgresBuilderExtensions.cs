using DurableTask.Postgres.Client;
using DurableTask.Postgres.Engine;
using DurableTask.Postgres.Signals;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Telemetry;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DurableTask.Postgres;

/// <summary>Registers the engine.</summary>
public static class DurableTaskPostgresBuilderExtensions
{
    /// <summary>Name of the health check.</summary>
    public const string HealthCheckName = "durable-task";

    /// <summary>
    /// Adds what workers and clients share: options, connections, schema, health check. The options are validated when the host starts.
    /// </summary>
    public static IServiceCollection AddDurableTaskPostgres(
        this IServiceCollection services, Action<DurableTaskPostgresOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<DurableTaskPostgresOptions>().ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (services.Any(descriptor => descriptor.ServiceType == typeof(DurableDataSource)))
        {
            return services;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<DurableTaskPostgresOptions>, DurableTaskPostgresOptionsValidator>();
        services.AddSingleton<DurableDataSource>();
        services.AddSingleton<Hub>();
        services.AddSingleton(provider => new EngineTime(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<TimeProvider>(), IsStoreExact: false));
        services.AddSingleton<HubSignals>();
        services.AddSingleton<IHubNotifier, HubNotifier>();
        services.AddSingleton<IHubListener, HubListener>();
        services.AddSingleton<EngineHealth>();
        services.AddSingleton<IWorkStore, PostgresWorkStore>();
        services.AddSingleton<IInstanceStore, PostgresInstanceStore>();
        services.AddMetrics();
        services.AddSingleton<EngineMetrics>();
        services.AddSingleton<BacklogReader>();
        services.AddHostedService<BacklogSampler>();
        services.AddHealthChecks().AddCheck<DurableTaskPostgresHealthCheck>(HealthCheckName);
        return services;
    }

    /// <summary>Runs the worker on PostgreSQL.</summary>
    public static IDurableTaskWorkerBuilder UsePostgres(
        this IDurableTaskWorkerBuilder builder, Action<DurableTaskPostgresOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddDurableTaskPostgres(configure);
        return builder.UseBuildTarget<PostgresDurableTaskWorker>();
    }

    /// <summary>Runs the client on PostgreSQL; it can also be asked for as <see cref="PostgresDurableTaskClient"/>.</summary>
    public static IDurableTaskClientBuilder UsePostgres(
        this IDurableTaskClientBuilder builder, Action<DurableTaskPostgresOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddDurableTaskPostgres(configure);
        builder.Services.TryAddSingleton(services =>
            (PostgresDurableTaskClient)services.GetRequiredService<IDurableTaskClientProvider>().GetClient(builder.Name));
        return builder.UseBuildTarget<DefaultPostgresDurableTaskClient>();
    }
}
