using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime;
using k8s;
using k8s.Models;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>An app whose name leaves no room for that of a job, in a real API server. There are no nodes, so the test says what they would.</summary>
public sealed class LongNameTests : RuntimeOnApiServer
{
    private static readonly string _app = new('a', 57);

    [NeedsApiServerFact]
    public async Task Command_ThatNobodyTalksTo_IsStopped()
    {
        await Runtime.StartJobAsync(
            new JobSpec
            {
                App = _app,
                Name = $"{_app}-run-abcde",
                Kind = JobKind.Run,
                Release = "v2",
                LogSource = "run.abcde",
                Deadline = TimeSpan.FromHours(1),
                Interaction = new JobInteraction(null),
                Workload = new Workload
                {
                    Image = new AppImage(ImageKind.Container, "app:1"),
                    Arguments = ["cat"],
                    Environment = new Dictionary<string, string>(),
                    LogStream = _app,
                },
            },
            new Correlation("run", "done"),
            Deadline);
        var pod = (await Pods.ListAsync(new ResourceSelection(_app), Deadline)).Items.ShouldHaveSingleItem();

        await Client.CoreV1.PatchNamespacedPodStatusAsync(new V1Patch(Status(pod), V1Patch.PatchType.MergePatch), pod.Metadata.Name, _app, cancellationToken: Deadline);

        (await OutcomeAsync()).Message.ShouldBe("run.abcde was stopped: nobody attached to it within 30 seconds");
    }

    private ResourceClient<V1Pod> Pods => new(Client);

    private async Task<RuntimeOutcome> OutcomeAsync()
    {
        await foreach (var told in Runtime.WatchAsync(Deadline))
            return told.Outcome;
        throw new InvalidOperationException("Nothing was told.");
    }

    private static string Status(V1Pod pod) => KubernetesJson.Serialize(new
    {
        status = new V1PodStatus
        {
            Phase = "Running",
            ContainerStatuses =
            [
                new V1ContainerStatus
                {
                    Name = pod.Spec.Containers[0].Name,
                    ContainerID = "containerd://first",
                    Image = "",
                    ImageID = "",
                    State = new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromHours(1) } },
                },
            ],
        },
    });
}
