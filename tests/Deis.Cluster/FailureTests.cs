using Deis.Cluster.Support;
using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime;
using k8s.Models;

namespace Deis.Cluster;

/// <summary>What keeps processes from running, each with a reason that a user can act on.</summary>
public sealed class FailureTests : ClusterTest
{
    [ContractFact]
    public async Task Image_ThatIsNotThere_IsNamed()
    {
        var outcome = await ApplyAsync(Container("127.0.0.1:5000/deis/none:1"));

        outcome.Reason.ShouldBe(RuntimeOutcome.NotStarted);
        outcome.Message.ShouldNotBeNull().ShouldMatch($"^{App.Name}-worker-[a-z0-9]+-[a-z0-9]+ cannot get its image 127\\.0\\.0\\.1:5000/deis/none:1: ");
    }

    [ContractFact]
    public async Task Node_WithoutRoom_IsSaid()
    {
        var spec = App.Spec("v2");

        var outcome = await ApplyAsync(spec with { Workload = spec.Workload with { MemoryBytes = 1L << 50 } });

        outcome.Reason.ShouldBe(RuntimeOutcome.NotStarted);
        outcome.Message.ShouldNotBeNull().ShouldContain("has found no node: 0/1 nodes are available: 1 Insufficient memory.");
    }

    [ContractFact]
    public async Task Quota_ThatIsUsedUp_IsNamed()
    {
        await Runtime.EnsureAppAsync(App.Name, Deadline);
        await new ResourceClient<V1ResourceQuota>(Platform.Client).CreateAsync(
            new V1ResourceQuota
            {
                Metadata = new V1ObjectMeta { Name = "small", NamespaceProperty = App.Name },
                Spec = new V1ResourceQuotaSpec { Hard = new Dictionary<string, ResourceQuantity> { ["pods"] = new("1") } },
            },
            Deadline);

        var outcome = await ApplyAsync(App.Spec("v2", replicas: 3));

        outcome.Reason.ShouldBe(RuntimeOutcome.NotStarted);
        outcome.Message.ShouldNotBeNull().ShouldStartWith("web: the cluster refuses further processes: ");
        outcome.Message.ShouldContain("exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1");
    }

    [ContractFact]
    public async Task Memory_OverTheLimit_IsNamedAsTheReason()
    {
        var spec = App.Spec("v2", 1, "web", ("START", "hog"));

        var outcome = await ApplyAsync(spec with { Workload = spec.Workload with { MemoryBytes = 96 << 20 } });

        outcome.Reason.ShouldBe(RuntimeOutcome.OutOfMemory);
        outcome.Message.ShouldNotBeNull().ShouldEndWith(" was killed because it used more than its 96 MB of memory 2 times while starting");
    }

    [ContractFact]
    public async Task Spec_ThatTheClusterRefuses_IsAnOutcomeAndNoException()
    {
        var spec = App.Spec("v2");

        var outcome = await ApplyAsync(spec with { Workload = spec.Workload with { Environment = new Dictionary<string, string> { ["NO NAME"] = "x" } } });

        outcome.Reason.ShouldBe(RuntimeOutcome.NotStarted);
        outcome.Message.ShouldNotBeNull().ShouldStartWith("The cluster refuses this: ");
    }

    [ContractFact]
    public async Task Build_IsRefusedClearly()
    {
        var correlation = NewCorrelation();
        var job = App.Job("build") with { Kind = JobKind.Build };

        await Runtime.StartJobAsync(job with { Workload = job.Workload with { Image = new AppImage(ImageKind.Builder, "") } }, correlation, Deadline);

        (await Platform.OutcomeAsync(correlation, Deadline)).Message.ShouldNotBeNull().ShouldContain("does not build source code yet");
    }

    private ProcessSpec Container(string image)
    {
        var spec = App.Spec("v2", type: "worker");
        return spec with { Workload = spec.Workload with { Image = new AppImage(ImageKind.Container, image), Arguments = ["exec sleep 1000"] } };
    }
}
