using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.DurableTask.Worker;

/// <summary>Registers durable task workers.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds a worker (a hosted service) and returns its builder.</summary>
    public static IDurableTaskWorkerBuilder AddDurableTaskWorker(this IServiceCollection services, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        name ??= string.Empty;
        services.AddOptions();
        var known = services
            .Select(descriptor => (descriptor.IsKeyedService ? null : descriptor.ImplementationInstance) as DurableTaskWorkerRegistration)
            .FirstOrDefault(registration => registration?.Builder.Name == name);
        if (known is not null)
        {
            return known.Builder;
        }

        var builder = new DefaultDurableTaskWorkerBuilder(name, services);
        services.AddSingleton(new DurableTaskWorkerRegistration(builder));
        services.AddSingleton<IHostedService>(builder.Build);
        return builder;
    }

    /// <summary>Adds and configures the default worker.</summary>
    public static IServiceCollection AddDurableTaskWorker(this IServiceCollection services, Action<IDurableTaskWorkerBuilder> configure) =>
        services.AddDurableTaskWorker(string.Empty, configure);

    /// <summary>Adds and configures a named worker.</summary>
    public static IServiceCollection AddDurableTaskWorker(
        this IServiceCollection services, string name, Action<IDurableTaskWorkerBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(services.AddDurableTaskWorker(name));
        return services;
    }
}
