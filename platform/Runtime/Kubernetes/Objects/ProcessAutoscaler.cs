using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Objects;

/// <summary>The HorizontalPodAutoscaler of a process type.</summary>
internal static class ProcessAutoscaler
{
    /// <summary>Everything that the platform wants of it.</summary>
    public static V2HorizontalPodAutoscaler Of(string app, string type, LoadScaling scaling) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = KubernetesNames.Deployment(app, type),
            NamespaceProperty = app,
            Labels = KubernetesNames.Labels(app, (KubernetesNames.Type, type)),
        },
        Spec = new V2HorizontalPodAutoscalerSpec
        {
            ScaleTargetRef = new V2CrossVersionObjectReference { ApiVersion = "apps/v1", Kind = "Deployment", Name = KubernetesNames.Deployment(app, type) },
            MinReplicas = scaling.Min,
            MaxReplicas = scaling.Max,
            Metrics =
            [
                new V2MetricSpec
                {
                    Type = "Resource",
                    Resource = new V2ResourceMetricSource { Name = "cpu", Target = new V2MetricTarget { Type = "Utilization", AverageUtilization = scaling.CpuPercent } },
                },
            ],
        },
    };
}
