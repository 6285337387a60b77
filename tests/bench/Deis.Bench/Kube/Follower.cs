extern alias core;

using System.Globalization;
using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Informers;
using Deis.Kubernetes.Resources;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using PodTrim = core::Deis.Platform.Runtime.Kubernetes.State.PodTrim;

namespace Deis.Bench.Kube;

/// <summary>Follows all pods as the platform does and says what that took; runs as a process of its own.</summary>
internal static class Follower
{
    /// <summary>Its name on the command line.</summary>
    public const string Command = "follow";

    private const double Megabyte = 1024 * 1024;

    public static async Task RunAsync(string kubeconfig, string pods)
    {
        using var client = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = kubeconfig }, TimeProvider.System);
        ResourceClient<V1Pod> resources = new(client);
        // What the first request brings into memory is there whatever is followed.
        await resources.FindAsync("default", "none", CancellationToken.None);
        var (heap, resident) = (GC.GetTotalMemory(forceFullCollection: true), Machine.ResidentMegabytes(Environment.ProcessId));
        Machine.ForgetPeak(Environment.ProcessId);
        Informer<V1Pod> informer = new(resources, new ResourceSelection(), static _ => { }, TimeProvider.System, NullLogger.Instance) { Trim = PodTrim.Trim };
        using CancellationTokenSource over = new();
        var following = informer.RunAsync(over.Token);
        await informer.Synced;
        var peak = Machine.PeakMegabytes(Environment.ProcessId);
        if (informer.All.Count() != int.Parse(pods, CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException($"{informer.All.Count()} pods are followed, and not {pods}.");
        }

        var kept = GC.GetTotalMemory(forceFullCollection: true);
        Write("kept objects", (kept - heap) / Megabyte);
        Write("resident, more than before, when all are known", Machine.ResidentMegabytes(Environment.ProcessId) - resident);
        Write("resident, more than before, at its peak", peak - resident);
        await over.CancelAsync();
        await following;
    }

    private static void Write(string what, double megabytes) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what};{megabytes:0}"));
}
