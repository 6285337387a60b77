using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes;
using Deis.Platform.Runtime.Kubernetes.State;
using k8s.Models;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>What is said of a rollout whose pods the cluster does not take.</summary>
public sealed class RolloutJudgeTests
{
    [Fact]
    public void Judge_PodsThatAQuotaForbids_IsAFailureThatNamesIt()
    {
        var outcome = Judge("pods \"blog-web-1\" is forbidden: exceeded quota: small").ShouldNotBeNull();

        outcome.Reason.ShouldBe(RuntimeOutcome.NotStarted);
        outcome.Message.ShouldBe("web: the cluster refuses further processes: pods \"blog-web-1\" is forbidden: exceeded quota: small");
    }

    [Fact]
    public void Judge_PodsOfANamespaceThatHasNoServiceAccountYet_IsNoFailure() =>
        Judge("pods \"blog-web-1\" is forbidden: error looking up service account blog/default: serviceaccount \"default\" not found").ShouldBeNull();

    private static RuntimeOutcome? Judge(string refusal)
    {
        V1Deployment deployment = new()
        {
            Metadata = new V1ObjectMeta { Name = "blog-web", Generation = 1, Labels = KubernetesNames.Labels("blog", (KubernetesNames.Type, "web")) },
            Spec = new V1DeploymentSpec { Replicas = 1, Template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta() } },
            Status = new V1DeploymentStatus
            {
                ObservedGeneration = 1,
                Conditions = [new V1DeploymentCondition { Type = "ReplicaFailure", Status = "True", Message = refusal }],
            },
        };
        return RolloutJudge.Judge(deployment, [], new KubernetesRuntimeOptions(), DateTimeOffset.UnixEpoch).Outcome;
    }
}
