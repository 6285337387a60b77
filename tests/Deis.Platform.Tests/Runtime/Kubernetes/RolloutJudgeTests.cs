using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes;
using Deis.Platform.Runtime.Kubernetes.State;
using k8s.Models;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>When a rollout is complete, and what is said of one whose pods the cluster does not take.</summary>
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

    [Theory]
    [InlineData("Post \"https://10.0.0.1:6443/api/v1/namespaces/blog/pods\": net/http: TLS handshake timeout")]
    [InlineData("Post \"https://10.0.0.1:6443/api/v1/namespaces/blog/pods\": dial tcp 10.0.0.1:6443: connect: connection refused")]
    [InlineData("Internal error occurred: failed calling webhook \"check.example.com\": context deadline exceeded")]
    [InlineData("etcdserver: request timed out")]
    [InlineData("pods \"blog-web-1\" is forbidden: status unknown for quota: small, resources: pods")]
    [InlineData("pods \"blog-web-1\" is forbidden: not yet ready to handle request")]
    public void Judge_PodsThatTheClusterCouldNotAskFor_IsNoFailureSinceItTriesAgain(string message) => Judge(message).ShouldBeNull();

    [Theory]
    [InlineData("admission webhook \"check.example.com\" denied the request: no owner")]
    [InlineData("Pod \"blog-web-1\" is invalid: spec.containers[0].resources.requests: Invalid value: \"2Gi\"")]
    public void Judge_PodsThatARuleForbids_IsAFailureThatNamesIt(string message) => Judge(message).ShouldNotBeNull().Message.ShouldNotBeNull().ShouldEndWith(message);

    [Fact]
    public void Judge_NewPodsReadyAndFormerOnesEnding_IsCompleteBeforeTheClusterHasCounted() =>
        Judge(Pod("v3", ready: true), Pod("v3", ready: true), Pod("v2", ready: true, ending: true)).ShouldNotBeNull().Succeeded.ShouldBeTrue();

    [Fact]
    public void Judge_FormerPodThatStays_IsNotComplete() =>
        Judge(Pod("v3", ready: true), Pod("v3", ready: true), Pod("v2", ready: true)).ShouldBeNull();

    [Fact]
    public void Judge_NewPodThatIsNotReady_IsNotComplete() =>
        Judge(Pod("v3", ready: true), Pod("v3", ready: false), Pod("v2", ready: true, ending: true)).ShouldBeNull();

    [Fact]
    public void Judge_FewerPodsThanWanted_IsNotComplete() => Judge(Pod("v3", ready: true), Pod("v2", ready: true, ending: true)).ShouldBeNull();

    [Fact]
    public void Judge_PodsThatMayBeThoseOfBefore_IsNotCompleteUntilTheClusterHasCounted() =>
        Judge(Pod("v3", ready: true), Pod("v3", ready: true)).ShouldBeNull("with the same release the pods of a changed template look like the former ones");

    [Fact]
    public void Judge_PodsThatMustHoldOutForAWhile_IsNotCompleteUntilTheClusterHasCounted() =>
        Judge(minReadySeconds: 5, Pod("v3", ready: true), Pod("v3", ready: true), Pod("v2", ready: true, ending: true)).ShouldBeNull();

    private static RuntimeOutcome? Judge(params V1Pod[] pods) => Judge(minReadySeconds: 0, pods);

    // Two processes are wanted; the cluster has not counted since the last former pod was told to end.
    private static RuntimeOutcome? Judge(int minReadySeconds, params V1Pod[] pods)
    {
        V1Deployment deployment = new()
        {
            Metadata = new V1ObjectMeta { Name = "blog-web", Generation = 3 },
            Spec = new V1DeploymentSpec
            {
                Replicas = 2,
                MinReadySeconds = minReadySeconds,
                Template = new V1PodTemplateSpec { Metadata = Pod("v3", ready: true).Metadata },
            },
            Status = new V1DeploymentStatus { ObservedGeneration = 3, Replicas = 3, UpdatedReplicas = 2, AvailableReplicas = 3 },
        };
        return RolloutJudge.Judge(deployment, pods, new KubernetesRuntimeOptions(), DateTimeOffset.UnixEpoch).Outcome;
    }

    private static V1Pod Pod(string release, bool ready, bool ending = false) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Labels = KubernetesNames.Labels("blog", (KubernetesNames.Type, "web"), (KubernetesNames.Version, release)),
            DeletionTimestamp = ending ? DateTime.UnixEpoch : null,
        },
        Status = new V1PodStatus { Phase = "Running", Conditions = [new V1PodCondition { Type = "Ready", Status = ready ? "True" : "False" }] },
    };

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
