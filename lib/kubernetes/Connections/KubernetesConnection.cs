using System.Net.Sockets;
using System.Threading.RateLimiting;
using k8s;

namespace Deis.Kubernetes.Connections;

/// <summary>Makes clients of an API server that keep to a rate and outlast a server that is busy or restarts.</summary>
public static class KubernetesConnection
{
    private const string ServiceAccountToken = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    // How often it is asked before a connection counts as broken, within the same time once more.
    private const int Questions = 3;

    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _refill = TimeSpan.FromMilliseconds(20);

    /// <summary>A client for the cluster that <paramref name="options"/> names. The caller disposes it.</summary>
    /// <exception cref="k8s.Exceptions.KubeConfigException">No cluster is configured, or not fully; the message says what is missing.</exception>
    public static k8s.Kubernetes Open(KubernetesOptions options, TimeProvider time) => Open(Configure(options, time), options, time);

    /// <summary>A client with this configuration, for a caller who has made one of its own.</summary>
    public static k8s.Kubernetes Open(KubernetesClientConfiguration configuration, KubernetesOptions options, TimeProvider time)
    {
        configuration.UserAgent = "deis-workflow";
        configuration.FirstMessageHandlerSetup = NoticeSilence;
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

    // Who is at the other end may go without a word: a machine, or a balancer in between that forgets connections on which nothing happens. A watch, and the output of a process that
    // has nothing to say, would be waited for in vain.
    private static void NoticeSilence(SocketsHttpHandler handler)
    {
        handler.KeepAlivePingDelay = _silence;
        handler.ConnectCallback = ConnectAsync;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)_silence.TotalSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, (int)_silence.TotalSeconds / Questions);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Questions);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
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
