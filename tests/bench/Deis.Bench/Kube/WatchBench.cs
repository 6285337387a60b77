using System.Globalization;
using Deis.Acceptance.Driving;
using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using Deis.TestSupport.Kubernetes;
using k8s;
using k8s.Models;

namespace Deis.Bench.Kube;

/// <summary>What following ten thousand pods costs in memory, in a process that does nothing else.</summary>
internal static class WatchBench
{
    private const int Pods = 10_000;
    private const int AtOnce = 16;
    private const string Space = "default";

    public static async Task RunAsync()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = KubernetesConnection.Open(
            new KubernetesOptions { Kubeconfig = server.Kubeconfig, RequestsPerSecond = 100_000, Burst = 100_000 }, TimeProvider.System);
        ResourceClient<V1Pod> pods = new(client);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Pods),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, stop) =>
            {
                var pod = await pods.CreateAsync(ProcessPod.Of(Space, number), stop);
                pod.Status = ProcessPod.Running(number);
                await client.CoreV1.ReplaceNamespacedPodStatusAsync(pod, pod.Metadata.Name, Space, cancellationToken: stop);
            });
        var told = (await Command.RunAsync(Path.Combine(AppContext.BaseDirectory, "Deis.Bench"), [Follower.Command, server.Kubeconfig, $"{Pods}"], "/")).ShouldSucceed().Output;
        var figures = told.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"an informer of {Pods} pods, MB"));
        Table.Write(["what", "MB"], [.. figures.Select(line => line.Split(';'))]);
    }
}
