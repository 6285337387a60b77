using Deis.Kubernetes.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>Registration of the runtime on Kubernetes.</summary>
public static class KubernetesRuntimeServices
{
    /// <summary>
    /// Adds <see cref="KubernetesAppRuntime"/> as <see cref="IAppRuntime"/> and as a hosted service, with options from the sections <see cref="KubernetesOptions.Section"/> and
    /// <see cref="KubernetesRuntimeOptions.Section"/>. The caller registers <see cref="ObjectStorage.IObjectStore"/>.
    /// </summary>
    public static IServiceCollection AddKubernetesRuntime(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<KubernetesOptions>().Bind(configuration.GetSection(KubernetesOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<KubernetesRuntimeOptions>().Bind(configuration.GetSection(KubernetesRuntimeOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => KubernetesConnection.Open(
            provider.GetRequiredService<IOptions<KubernetesOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<KubernetesAppRuntime>();
        services.AddSingleton<IAppRuntime>(provider => provider.GetRequiredService<KubernetesAppRuntime>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<KubernetesAppRuntime>());
        return services;
    }
}
