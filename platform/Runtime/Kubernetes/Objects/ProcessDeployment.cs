using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Objects;

/// <summary>The Deployment of a process type.</summary>
internal static class ProcessDeployment
{
    private const string Summary = "WORKFLOW_RELEASE_SUMMARY";

    /// <summary>Everything that the platform wants of it.</summary>
    public static V1Deployment Of(ProcessSpec spec, Correlation correlation, KubernetesRuntimeOptions options)
    {
        var labels = KubernetesNames.Labels(spec.App, (KubernetesNames.Type, spec.Type));
        var annotations = KubernetesNames.Annotations(correlation);
        if (spec.Workload.Environment.TryGetValue(Summary, out var summary))
            annotations["kubernetes.io/change-cause"] = summary;
        return new V1Deployment
        {
            Metadata = new V1ObjectMeta
            {
                Name = KubernetesNames.Deployment(spec.App, spec.Type),
                NamespaceProperty = spec.App,
                Labels = labels,
                Annotations = annotations,
            },
            Spec = new V1DeploymentSpec
            {
                Replicas = spec.Replicas,
                Selector = new V1LabelSelector { MatchLabels = labels },
                RevisionHistoryLimit = ReleaseWishes.RevisionsKept(spec.Workload),
                MinReadySeconds = HasProbe(spec) ? 0 : (int)Math.Ceiling(options.SettleTime.TotalSeconds),
                Strategy = new V1DeploymentStrategy
                {
                    Type = "RollingUpdate",
                    RollingUpdate = new V1RollingUpdateDeployment
                    {
                        MaxUnavailable = 0,
                        MaxSurge = Math.Max(1, Math.Min(spec.Replicas, ReleaseWishes.StartingAtOnce(spec.Workload) ?? options.MaxStartingAtOnce)),
                    },
                },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = KubernetesNames.Labels(spec.App, (KubernetesNames.Type, spec.Type), (KubernetesNames.Version, spec.Release)) },
                    Spec = Pod(spec, options),
                },
            },
        };
    }

    private static V1PodSpec Pod(ProcessSpec spec, KubernetesRuntimeOptions options)
    {
        int? port = spec.Routable ? PodTemplate.Port(spec.Workload) : null;
        var container = PodTemplate.Container(spec.App, spec.Release, KubernetesNames.Deployment(spec.App, spec.Type), spec.Workload, port, options);
        var readiness = spec.Readiness ?? (spec.Routable ? new ProcessProbe(null, TimeSpan.Zero, options.ProbePeriod, TimeSpan.FromSeconds(5), 3) : null);
        container.ReadinessProbe = readiness is null ? null : PodProbe.Of(readiness, PodTemplate.Port(spec.Workload));
        container.LivenessProbe = spec.Liveness is { } liveness ? PodProbe.Of(liveness, PodTemplate.Port(spec.Workload)) : null;
        var pod = PodTemplate.Pod(container, spec.Workload, options);
        var drain = spec.Routable ? (long)Math.Ceiling(options.DrainTime.TotalSeconds) : 0;
        // Routers and nodes hear of the end a moment after the process does; until then it takes requests as before.
        string[]? wait = drain > 0 ? ["/bin/sh", "-c", $"sleep {drain}"] : null;
        var preStop = spec.PreStop is { } hook ? ["/bin/bash", "-c", drain > 0 ? $"sleep {drain}\n{hook}" : hook] : wait;
        if (preStop is not null || spec.PostStart is not null)
            container.Lifecycle = new V1Lifecycle { PostStart = Hook(spec.PostStart is { } begin ? ["/bin/bash", "-c", begin] : null), PreStop = Hook(preStop) };
        pod.TerminationGracePeriodSeconds = (long)Math.Ceiling(spec.GracePeriod.TotalSeconds) + drain;
        return pod;
    }

    private static V1LifecycleHandler? Hook(string[]? command) => command is null ? null : new V1LifecycleHandler { Exec = new V1ExecAction { Command = command } };

    private static bool HasProbe(ProcessSpec spec) => spec.Routable || spec.Readiness is not null;
}
