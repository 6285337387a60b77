using System.Threading.RateLimiting;
using k8s;

namespace Deis.Kubernetes.Connections;

/// <summary>Makes clients of an API server that keep to a rate and outlast a server that is busy or restarts.</summary>
public static class KubernetesConnection
{
    private const string ServiceAccountToken = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private static readonly TimeSpan _refill = TimeSpan.FromMilliseconds(20);

    /// <summary>A client for the cluster that <paramref name="options"/> names. The caller disposes it.</summary>
    /// <exception cref="k8s.Exceptions.KubeConfigException">No cluster is configured, or not fully; the message says what is missing.</exception>
    public static k8s.Kubernetes Open(KubernetesOptions options, TimeProvider time) => Open(Configure(options, time), options, time);

    /// <summary>A client with this configuration, for a caller who has made one of its own.</summary>
    public static k8s.Kubernetes Open(KubernetesClientConfiguration configuration, KubernetesOptions options, TimeProvider time)
    {
        configuration.UserAgent = "deis-workflow";
        // The outermost handler comes last: a repeated request takes its turn again.
        return new k8s.Kubernetes(
            configuration,
            new RateLimitHandler(NewLimiter(options)),
            new RetryHandler(options, time));
    }

    private static KubernetesClientConfiguration Configure(KubernetesOptions options, TimeProvider time)
    {
        if (options.Kubeconfig is null && options.Context is null)
            return KubernetesClientConfiguration.IsInCluster()
                ? WithToken(KubernetesClientConfiguration.InClusterConfig(), ServiceAccountToken, time)
                : KubernetesClientConfiguration.BuildDefaultConfig();
        var kubeconfig = KubernetesClientConfiguration.LoadKubeConfig(options.Kubeconfig);
        var token = TokenFiles.Take(kubeconfig, options.Context);
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigObject(kubeconfig, options.Context);
        return token is null ? configuration : WithToken(configuration, token, time);
    }

    private static KubernetesClientConfiguration WithToken(KubernetesClientConfiguration configuration, string file, TimeProvider time)
    {
        configuration.TokenProvider = new TokenFile(file, time);
        return configuration;
    }

    private static TokenBucketRateLimiter NewLimiter(KubernetesOptions options)
    {
        // Whole tokens are refilled, so a low rate needs a longer period.
        var period = options.RequestsPerSecond * _refill.TotalSeconds >= 1 ? _refill : TimeSpan.FromSeconds(1.0 / options.RequestsPerSecond);
        return new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Burst,
            TokensPerPeriod = Math.Max(1, (int)Math.Round(options.RequestsPerSecond * period.TotalSeconds)),
            ReplenishmentPeriod = period,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            AutoReplenishment = true,
        });
    }
}
