using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Deis.Platform.Runtime.Local;

/// <summary>Registration of the local runtime.</summary>
public static class LocalRuntimeServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="LocalAppRuntime"/> as <see cref="IAppRuntime"/> and as a hosted service, with options from section
    /// <see cref="LocalRuntimeOptions.Section"/>. The caller registers <see cref="ILocalEdge"/>, <see cref="Logs.ILogStreams"/>,
    /// <see cref="ObjectStorage.IObjectStore"/> and <see cref="Secrets.ISecretProtector"/>.
    /// </summary>
    public static IServiceCollection AddLocalRuntime(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LocalRuntimeOptions>()
            .Bind(configuration.GetSection(LocalRuntimeOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LocalAppRuntime>();
        services.AddSingleton<IAppRuntime>(provider => provider.GetRequiredService<LocalAppRuntime>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<LocalAppRuntime>());
        return services;
    }
}
