using Deis.Kubernetes.Connections;
using Deis.Router.Routes;
using Deis.Router.Sources.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Deis.Router.Sources;

/// <summary>Chooses where routes come from.</summary>
internal static class RouteSources
{
    /// <summary>In place of a file's path: the cluster that the router runs in, else the one of <c>KUBECONFIG</c>.</summary>
    public const string Cluster = "kubernetes";

    /// <summary>Fills the table and follows changes until cancelled.</summary>
    public static async Task RunAsync(string source, RouteTable routes, ILoggerFactory loggers, CancellationToken cancellation)
    {
        if (source != Cluster)
        {
            await new FileRouteSource(source, TimeProvider.System, loggers.CreateLogger<FileRouteSource>()).RunAsync(routes, cancellation);
            return;
        }
        using var client = KubernetesConnection.Open(new KubernetesOptions(), TimeProvider.System);
        await new KubernetesRouteSource(client, TimeProvider.System, loggers.CreateLogger<KubernetesRouteSource>()).RunAsync(routes, cancellation);
    }
}
