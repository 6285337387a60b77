using Deis.Platform.Runtime.Kubernetes.Attach;
using Deis.Platform.Runtime.Kubernetes.State;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Objects;

/// <summary>The pod of a job. A bare pod runs at most once: nothing makes it anew when its node is lost.</summary>
internal static class JobPod
{
    /// <summary>Everything of it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="release">The release whose environment it gets.</param>
    /// <param name="correlation">Who waits for its end.</param>
    /// <param name="options">Settings.</param>
    public static V1Pod Of(JobSpec job, string release, Correlation correlation, KubernetesRuntimeOptions options)
    {
        var type = job.Kind == JobKind.Run ? JobSpec.RunType : job.Kind.ToString().ToLowerInvariant();
        var annotations = KubernetesNames.Annotations(correlation);
        annotations[KubernetesNames.JobName] = job.Name;
        annotations[KubernetesNames.LogSource] = job.LogSource;
        annotations[KubernetesNames.LogStream] = job.Workload.LogStream;
        var container = PodTemplate.Container(job.App, release, $"{job.App}-{type}", job.Workload, port: KubernetesNames.DefaultPort, options);
        var spec = PodTemplate.Pod(container, job.Workload, options);
        if (job.Interaction is { } interaction)
        {
            Attendance.Want(annotations, options.AttachLimit);
            HeldStart.Hold(container, interaction.Terminal);
            // The first process of a namespace is not ended by the Ctrl-C of a terminal.
            spec.ShareProcessNamespace = true;
        }
        spec.RestartPolicy = "Never";
        spec.TerminationGracePeriodSeconds = (long)Math.Ceiling(options.JobGracePeriod.TotalSeconds);
        spec.ActiveDeadlineSeconds = Math.Max(1, (long)Math.Ceiling(job.Deadline.TotalSeconds));
        return new V1Pod
        {
            Metadata = new V1ObjectMeta
            {
                Name = KubernetesNames.Pod(job.App, job.Name),
                NamespaceProperty = job.App,
                Labels = KubernetesNames.Labels(
                    job.App, (KubernetesNames.Type, type), (KubernetesNames.Version, release), (KubernetesNames.JobKindLabel, type)),
                Annotations = annotations,
            },
            Spec = spec,
        };
    }
}
