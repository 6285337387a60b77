using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.State;

/// <summary>Takes out of a pod what the platform never reads: most of it repeats what the platform itself has written, and a cluster may have ten thousand.</summary>
internal static class PodTrim
{
    /// <summary>Does so, in place. Names, limits, the terminal, the node and all that the pod says of itself stay.</summary>
    public static void Trim(V1Pod pod)
    {
        if (pod.Spec is not { } spec)
            return;
        spec.Volumes = null;
        spec.Tolerations = null;
        spec.SecurityContext = null;
        foreach (var container in spec.Containers)
            Trim(container);
    }

    private static void Trim(V1Container container)
    {
        container.Command = null;
        container.Args = null;
        container.Env = null;
        container.EnvFrom = null;
        container.Ports = null;
        container.VolumeMounts = null;
        container.ReadinessProbe = null;
        container.LivenessProbe = null;
        container.Lifecycle = null;
        container.SecurityContext = null;
    }
}
