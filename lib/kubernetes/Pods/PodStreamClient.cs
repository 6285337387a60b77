using System.Net.WebSockets;
using k8s;
using k8s.Autorest;

namespace Deis.Kubernetes.Pods;

/// <summary>Opens connections to what runs in containers.</summary>
/// <param name="client">The connection.</param>
public sealed class PodStreamClient(k8s.Kubernetes client)
{
    /// <summary>Attaches to the running process of a container. What it wrote before is not told.</summary>
    /// <param name="space">Namespace.</param>
    /// <param name="pod">Name of the pod.</param>
    /// <param name="container">Name of its container.</param>
    /// <param name="streams">Which streams.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="KubernetesApiException">The server refuses, for example because the container does not run.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public Task<PodConnection> AttachAsync(string space, string pod, string container, PodStreams streams, CancellationToken cancellationToken) => OpenAsync(
        pod,
        () => client.WebSocketNamespacedPodAttachAsync(
            pod,
            space,
            container,
            stderr: streams.HasFlag(PodStreams.Errors),
            stdin: streams.HasFlag(PodStreams.Input),
            stdout: streams.HasFlag(PodStreams.Output),
            tty: streams.HasFlag(PodStreams.Terminal),
            webSocketSubProtocol: WebSocketProtocol.V4BinaryWebsocketProtocol,
            cancellationToken: cancellationToken));

    /// <summary>Runs a further command in a container. The server's own log may have the command.</summary>
    /// <param name="space">Namespace.</param>
    /// <param name="pod">Name of the pod.</param>
    /// <param name="container">Name of its container.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="streams">Which streams.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="KubernetesApiException">The server refuses, for example because the container does not run.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public Task<PodConnection> ExecuteAsync(
        string space, string pod, string container, IReadOnlyList<string> command, PodStreams streams, CancellationToken cancellationToken) => OpenAsync(
        pod,
        () => client.WebSocketNamespacedPodExecAsync(
            pod,
            space,
            command,
            container,
            stderr: streams.HasFlag(PodStreams.Errors),
            stdin: streams.HasFlag(PodStreams.Input),
            stdout: streams.HasFlag(PodStreams.Output),
            tty: streams.HasFlag(PodStreams.Terminal),
            webSocketSubProtocol: WebSocketProtocol.V4BinaryWebsocketProtocol,
            cancellationToken: cancellationToken));

    private static async Task<PodConnection> OpenAsync(string pod, Func<Task<WebSocket>> open)
    {
        try
        {
            return new PodConnection(await open());
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
