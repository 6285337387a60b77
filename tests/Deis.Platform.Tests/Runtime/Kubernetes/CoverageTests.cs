using Deis.Platform.Runtime.Kubernetes.Drift;
using k8s.Models;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

public sealed class CoverageTests
{
    [Fact]
    public void FirstDifference_WhatServersAndOthersAdd_IsNone()
    {
        var there = Deployment();
        there.Metadata.Annotations["team"] = "blue";
        there.Spec.MinReadySeconds = null;
        there.Spec.RevisionHistoryLimit = 10;
        var container = there.Spec.Template.Spec.Containers[0];
        container.TerminationMessagePath = "/dev/termination-log";
        container.Resources.Limits["memory"] = new ResourceQuantity("128Mi");
        container.Env = [new V1EnvVar { Name = "INJECTED", Value = "x" }, .. container.Env];
        there.Spec.Template.Spec.Containers = [new V1Container { Name = "sidecar" }, container];

        Coverage.FirstDifference(Deployment(), there).ShouldBeNull();
    }

    [Fact]
    public void FirstDifference_WhatOthersChangeOrRemove_IsNamed()
    {
        Changed(there => there.Spec.Replicas = 0).ShouldBe(".spec.replicas");
        Changed(there => there.Metadata.Annotations.Remove("deis.io/event")).ShouldBe(".metadata.annotations.deis.io/event");
        Changed(there => there.Spec.Template.Spec.AutomountServiceAccountToken = null).ShouldBe(".spec.template.spec.automountServiceAccountToken");
        Changed(there => there.Spec.Template.Spec.Containers[0].Env.RemoveAt(0)).ShouldBe(".spec.template.spec.containers[web].env[A].name");
        Changed(there => there.Spec.Template.Spec.Containers[0].Args.Add("--debug")).ShouldBe(".spec.template.spec.containers[web].args");
        Changed(there => there.Spec.Template.Spec.Containers[0].Resources.Limits["memory"] = new ResourceQuantity("129Mi"))
            .ShouldBe(".spec.template.spec.containers[web].resources.limits.memory");
    }

    private static string? Changed(Action<V1Deployment> change)
    {
        var there = Deployment();
        change(there);
        return Coverage.FirstDifference(Deployment(), there);
    }

    private static V1Deployment Deployment() => new()
    {
        Metadata = new V1ObjectMeta { Name = "blog-web", Annotations = new Dictionary<string, string> { ["deis.io/event"] = "done" } },
        Spec = new V1DeploymentSpec
        {
            Replicas = 2,
            MinReadySeconds = 0,
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = "blog" } },
            Template = new V1PodTemplateSpec
            {
                Spec = new V1PodSpec
                {
                    AutomountServiceAccountToken = false,
                    Containers =
                    [
                        new V1Container
                        {
                            Name = "web",
                            Args = ["start", "web"],
                            Env = [new V1EnvVar { Name = "A", Value = "1" }, new V1EnvVar { Name = "B", Value = "2" }],
                            Resources = new V1ResourceRequirements { Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new("134217728") } },
                        },
                    ],
                },
            },
        },
    };
}
