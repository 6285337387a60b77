using Deis.Cluster.Support;
using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime;
using k8s.Models;

namespace Deis.Cluster;

/// <summary>Commands that somebody should talk to, and nobody does (any more).</summary>
public sealed class AttachTests : ClusterTest
{
    [ContractFact]
    public async Task Command_ThatNobodyAttachesTo_IsStoppedBeforeItBegins()
    {
        await using var platform = (await KubernetesPlatform.StartAsync(objects: Platform.Objects, configure: options => options.AttachLimit = TimeSpan.FromSeconds(2)))!;
        var end = await StartAsync(platform, "echo must not be seen; sleep 1000");

        var outcome = await platform.OutcomeAsync(end, Deadline);

        outcome.Reason.ShouldBe(RuntimeOutcome.Stopped);
        outcome.Message.ShouldBe("run.one was stopped: nobody attached to it within 2 seconds");
        outcome.LogTail.ShouldBeEmpty();
        platform.Logs.Lines(App.Name).ShouldBeEmpty();
    }

    [ContractFact]
    public async Task Command_WhosePlatformIsGone_IsStopped()
    {
        var end = await StartAsync(Platform, "trap 'exit 0' TERM; echo begun; while :; do sleep 0.1; done");
        await using (var job = (await Runtime.AttachAsync(App.Name, "one", Deadline)).ShouldNotBeNull())
        {
            await foreach (var part in job.ReadAsync(Deadline))
            {
                part.Bytes.ToArray().ShouldBe("begun\n"u8.ToArray());
                break;
            }
        }

        await new ResourceClient<V1Pod>(Platform.Client).PatchAsync(
            App.Name,
            $"{App.Name}-one",
            new V1Patch("""{"metadata":{"annotations":{"deis.io/attach-limit":"1"}}}""", V1Patch.PatchType.MergePatch),
            "test",
            Deadline);
        var outcome = await Platform.OutcomeAsync(end, Deadline);

        outcome.Message.ShouldBe("run.one was stopped: the platform that had attached to it is gone");
    }

    private async Task<Correlation> StartAsync(KubernetesPlatform platform, string command)
    {
        var correlation = NewCorrelation();
        await platform.Runtime.StartJobAsync(App.Job("one", command) with { Interaction = new JobInteraction(null) }, correlation, Deadline);
        return correlation;
    }
}
