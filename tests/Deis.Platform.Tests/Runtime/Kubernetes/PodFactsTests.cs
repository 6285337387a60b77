using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes.State;
using k8s.Models;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

public sealed class PodFactsTests
{
    [Fact]
    public void State_OfAReadyPodThatIsDeleted_IsTerminating()
    {
        var pod = Running(ready: true);
        PodFacts.State(pod).ShouldBe(ProcessState.Up);
        pod.Metadata.DeletionTimestamp = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        PodFacts.State(pod).ShouldBe(ProcessState.Terminating);
    }

    [Fact]
    public void State_OfAPodThatRunsAndIsNotReady_IsStarting() => PodFacts.State(Running(ready: false)).ShouldBe(ProcessState.Starting);

    [Fact]
    public void State_OfAPodThatTellsNothingOfItsContainer_IsInitializing() =>
        PodFacts.State(new V1Pod { Metadata = new V1ObjectMeta(), Status = new V1PodStatus { Phase = "Running" } }).ShouldBe(ProcessState.Initializing);

    [Theory]
    [InlineData("failed to sync secret cache: timed out waiting for the condition", null)]
    [InlineData("secret \"blog-v2-env\" not found", "cannot be started: secret \"blog-v2-env\" not found")]
    public void CannotStart_NodeThatIsLate_IsNoReason(string message, string? reason)
    {
        var pod = Running(ready: false);
        pod.Status.ContainerStatuses[0].State = new V1ContainerState { Waiting = new V1ContainerStateWaiting { Reason = "CreateContainerConfigError", Message = message } };

        PodFacts.CannotStart(pod).ShouldBe(reason);
    }

    [Fact]
    public void Problem_OfAPodAsItIsKept_NamesItsLimit()
    {
        var pod = Running(ready: false);
        pod.Status.ContainerStatuses[0].State = new V1ContainerState { Terminated = new V1ContainerStateTerminated { Reason = "OOMKilled", ExitCode = 137 } };
        Dictionary<string, ResourceQuantity> limits = new() { ["memory"] = new ResourceQuantity("200Mi") };
        pod.Spec = new V1PodSpec
        {
            Containers = [new V1Container { Name = "web", Env = [new V1EnvVar { Name = "A" }], Resources = new V1ResourceRequirements { Limits = limits } }],
        };

        PodTrim.Trim(pod);

        PodFacts.Problem(pod).ShouldBe("was killed because it used more than its 200 MB of memory");
        pod.Spec.Containers[0].Env.ShouldBeNull();
    }

    private static V1Pod Running(bool ready) => new()
    {
        Metadata = new V1ObjectMeta(),
        Status = new V1PodStatus
        {
            Phase = "Running",
            Conditions = [new V1PodCondition { Type = "Ready", Status = ready ? "True" : "False" }],
            ContainerStatuses = [new V1ContainerStatus { Name = "web", Image = "", ImageID = "", Ready = ready, State = new V1ContainerState { Running = new V1ContainerStateRunning() } }],
        },
    };
}
