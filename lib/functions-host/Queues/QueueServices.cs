using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Deis.FunctionsHost.Queues;

/// <summary>Registers queues and their triggers.</summary>
internal static class QueueServices
{
    /// <summary>The setting with the connection string of the storage account; without it queues are in PostgreSQL.</summary>
    public const string ConnectionKey = "AzureWebJobsStorage";

    public static IServiceCollection AddQueues(this IServiceCollection services, IConfiguration configuration, HostRoles roles)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(QueuesOptions.From(configuration));
        services.TryAddScoped<IPoisonedMessages, CopiedMessages>();
        services.TryAddSingleton<QueueNotifications>();
        services.TryAddSingleton(provider => Store(provider, configuration[ConnectionKey]));
        services.TryAddSingleton<QueueSender>();
        if (roles.HasFlag(HostRoles.Queue))
        {
            services.AddSingleton<QueueMessageHandler>();
            services.AddHostedService<QueueTriggerService>();
        }

        return services;
    }

    private static IQueueStore Store(IServiceProvider services, string? connection)
    {
        if (!string.IsNullOrWhiteSpace(connection))
            return new AzureQueueStore(connection, services.GetRequiredService<TimeProvider>());
        return services.GetService<NpgsqlDataSource>() is not null
            ? ActivatorUtilities.CreateInstance<PostgresQueueStore>(services)
            : throw new HostConfigurationException($"Queues need a place: set {ConnectionKey}, or register an NpgsqlDataSource.");
    }
}
