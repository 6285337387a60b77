using Deis.Kubernetes.Connections;
using k8s.Exceptions;
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
    /// <see cref="KubernetesRuntimeOptions.Section"/>. The caller registers <see cref="ObjectStorage.IObjectStore"/> and <see cref="Logs.ILogStreams"/>.
    /// </summary>
    public static IServiceCollection AddKubernetesRuntime(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<KubernetesOptions>().Bind(configuration.GetSection(KubernetesOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<KubernetesRuntimeOptions>().Bind(configuration.GetSection(KubernetesRuntimeOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => Connect(provider.GetRequiredService<IOptions<KubernetesOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<ClusterCheck>();
        services.AddSingleton<KubernetesAppRuntime>();
        services.AddSingleton<IAppRuntime>(provider => provider.GetRequiredService<KubernetesAppRuntime>());
        services.AddSingleton<ISharedRuntime>(provider => provider.GetRequiredService<KubernetesAppRuntime>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<KubernetesAppRuntime>());
        return services;
    }

    private static k8s.Kubernetes Connect(KubernetesOptions options, TimeProvider time)
    {
        try
        {
            return KubernetesConnection.Open(options, time);
        }
        catch (KubeConfigException exception)
        {
            throw new InvalidOperationException(
                $"It is not known which Kubernetes cluster is meant: {exception.Message} Name a kubeconfig with Kubernetes:Kubeconfig or KUBECONFIG.", exception);
        }
    }
}
