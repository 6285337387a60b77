using Deis.Kubernetes.Connections;
using Deis.Router.Routes;
using Deis.Router.Sources.Kubernetes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Deis.Local;

/// <summary>Keeps the router's table in step with a cluster, beside the platform's own route.</summary>
internal sealed class ClusterRoutes : IAsyncDisposable
{
    /// <summary>Section of the router's connection; without a kubeconfig in it the runtime's connection is used.</summary>
    public const string Section = "RouterKubernetes";

    private readonly CancellationTokenSource _over = new();
    private readonly k8s.Kubernetes _client;
    private readonly Task _following;

    /// <summary>Begins to follow.</summary>
    public ClusterRoutes(IConfiguration configuration, RouteTable routes, ILoggerFactory loggers, TimeProvider clock)
    {
        var section = configuration.GetSection(Section) is { } own && own[nameof(KubernetesOptions.Kubeconfig)] is not null ? own : configuration.GetSection(KubernetesOptions.Section);
        _client = KubernetesConnection.Open(section.Get<KubernetesOptions>() ?? new KubernetesOptions(), clock);
        _following = new KubernetesRouteSource(_client, clock, loggers.CreateLogger<KubernetesRouteSource>()).RunAsync(routes, _over.Token);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _over.Dispose();
    }
}
