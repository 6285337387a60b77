using System.Net.WebSockets;
using k8s;
using k8s.Autorest;

namespace Deis.Kubernetes.Pods;

/// <summary>Attaches to what runs in containers.</summary>
/// <param name="client">The connection.</param>
public sealed class PodAttachClient(k8s.Kubernetes client)
{
    /// <summary>Attaches to the running process of a container. What it wrote before is not told.</summary>
    /// <param name="space">Namespace.</param>
    /// <param name="pod">Name of the pod.</param>
    /// <param name="container">Name of its container.</param>
    /// <param name="streams">Which streams.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="KubernetesApiException">The server refuses, for example because the container does not run.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task<PodConnection> OpenAsync(string space, string pod, string container, PodStreams streams, CancellationToken cancellationToken)
    {
        try
        {
            return new PodConnection(await client.WebSocketNamespacedPodAttachAsync(
                pod,
                space,
                container,
                stderr: streams.HasFlag(PodStreams.Errors),
                stdin: streams.HasFlag(PodStreams.Input),
                stdout: streams.HasFlag(PodStreams.Output),
                tty: streams.HasFlag(PodStreams.Terminal),
                webSocketSubProtocol: WebSocketProtocol.V4BinaryWebsocketProtocol,
                cancellationToken: cancellationToken));
        }
        catch (HttpOperationException exception)
        {
            throw KubernetesApiException.From(exception);
        }
        catch (WebSocketException exception)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"The API server does not connect to {pod}: {exception.Message}", exception);
        }
    }
}
