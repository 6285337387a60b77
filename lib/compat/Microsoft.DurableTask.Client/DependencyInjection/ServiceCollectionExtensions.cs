using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.DurableTask.Client;

/// <summary>Registers durable task clients.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds a client and returns its builder. The one with the empty name is also the singleton <see cref="DurableTaskClient"/>.</summary>
    public static IDurableTaskClientBuilder AddDurableTaskClient(this IServiceCollection services, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        name ??= string.Empty;
        services.AddOptions();
        services.TryAddSingleton<IDurableTaskClientProvider, DefaultDurableTaskClientProvider>();
        var known = services
            .Select(descriptor => (descriptor.IsKeyedService ? null : descriptor.ImplementationInstance) as DurableTaskClientRegistration)
            .FirstOrDefault(registration => registration?.Builder.Name == name);
        if (known is not null)
        {
            return known.Builder;
        }

        var builder = new DefaultDurableTaskClientBuilder(name, services);
        services.AddSingleton(new DurableTaskClientRegistration(builder));
        return name.Length == 0 ? builder.RegisterDirectly() : builder;
    }

    /// <summary>Adds and configures the default client.</summary>
    public static IServiceCollection AddDurableTaskClient(this IServiceCollection services, Action<IDurableTaskClientBuilder> configure) =>
        services.AddDurableTaskClient(string.Empty, configure);

    /// <summary>Adds and configures a named client.</summary>
    public static IServiceCollection AddDurableTaskClient(
        this IServiceCollection services, string name, Action<IDurableTaskClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(services.AddDurableTaskClient(name));
        return services;
    }
}
