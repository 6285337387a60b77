using System.Net.WebSockets;
using Deis.Kubernetes;
using Deis.Kubernetes.Pods;
using Deis.Platform.Runtime.Kubernetes.Objects;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Attach;

/// <summary>Runs further commands in the containers of processes (docs/protocol/kubernetes-runtime.md §3).</summary>
/// <param name="client">The connection.</param>
/// <param name="time">The clock.</param>
internal sealed class PodCommands(k8s.Kubernetes client, TimeProvider time)
{
    private static readonly TimeSpan _hangUpPatience = TimeSpan.FromSeconds(10);

    private readonly PodStreamClient _streams = new(client);

    /// <summary>Starts a command in a pod whose container runs; null when that has ended meanwhile.</summary>
    public async Task<IExecutedCommand?> StartAsync(V1Pod pod, string command, JobInteraction interaction, CancellationToken cancellationToken)
    {
        InsideScript script = new(PodTemplate.IsSlug(pod.Spec.Containers[0]), interaction);
        var hasTerminal = interaction.Terminal is not null;
        PodConnection? input = null;
        PodConnection? output = null;
        try
        {
            output = await OpenAsync(
                pod, script.Command, PodStreams.Input | PodStreams.Output | (hasTerminal ? PodStreams.Terminal : PodStreams.Errors), cancellationToken);
            input = hasTerminal ? output : await OpenAsync(pod, script.Feeder, PodStreams.Input | PodStreams.Output, cancellationToken);
            await output.SendAsync(PodChannel.Input, InsideScript.Input(command), cancellationToken);
            TaskCompletionSource<CommandEnd> end = new();
            AttachedPod streams = new(input, output, early: [], (status, _) =>
            {
                end.TrySetResult(status is { } told
                    ? CommandInPod.EndOf(told.Bytes.Span)
                    : CommandEnd.Failed($"The connection to {pod.Metadata.Name} broke. Look by 'deis ps' whether that process still runs."));
                return Task.CompletedTask;
            })
            {
                InputReturns = true,
            };
            (input, output) = (null, null);
            return new CommandInPod(streams.Attend(), script, end.Task, process => HangUpAsync(pod, process), time);
        }
        catch (Exception exception) when (exception is WebSocketException or KubernetesApiException { IsNotFound: true })
        {
            return null;
        }
        finally
        {
            input?.Dispose();
            output?.Dispose();
        }
    }

    // What leads to a command may be closed without the command hearing of it: a container's terminal stays open.
    private async Task HangUpAsync(V1Pod pod, string process)
    {
        using CancellationTokenSource limit = new(_hangUpPatience, time);
        try
        {
            using var connection = await OpenAsync(
                pod, ["/bin/sh", "-c", "kill -HUP \"-$1\" || kill -HUP \"$1\"", "sh", process], PodStreams.Output | PodStreams.Errors, limit.Token);
            while (await connection.ReceiveAsync(limit.Token) is { } message && message.Channel != PodChannel.Status)
            {
                // It has ended already, says the shell.
            }
        }
        catch (Exception exception) when (exception is WebSocketException or KubernetesApiException or HttpRequestException or OperationCanceledException)
        {
            // The pod is gone; or the cluster is away, and the end of the input is all that the command gets.
        }
    }

    private Task<PodConnection> OpenAsync(V1Pod pod, IReadOnlyList<string> command, PodStreams streams, CancellationToken cancellationToken) => _streams.ExecuteAsync(
        pod.Metadata.NamespaceProperty, pod.Metadata.Name, pod.Spec.Containers[0].Name, command, streams, cancellationToken);
}
