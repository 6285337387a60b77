using Deis.Cluster.Support;
using Deis.Platform.Runtime;

namespace Deis.Cluster;

/// <summary>Platforms that are restarted in mid-work.</summary>
public sealed class OutageTests : ClusterTest
{
    [ContractFact]
    public async Task Platform_RestartedInMidWork_ItsSuccessorTellsTheEnds()
    {
        var (rollout, crash, job) = (NewCorrelation(), NewCorrelation(), NewCorrelation());
        await using (var successor = (await KubernetesPlatform.StartAsync())!)
        {
            // The first life accepts the work and ends before any of it is done; slugs come from a server that lives on.
            await using (var first = (await KubernetesPlatform.StartAsync(objects: Platform.Objects))!)
            {
                await first.Runtime.ApplyAsync(App.Spec("v2"), rollout, Deadline);
                await first.Runtime.ApplyAsync(App.Spec("v2", 1, "worker", ("START", "none")), crash, Deadline);
                await first.Runtime.StartJobAsync(App.Job("one", "sleep 2; exit 5"), job, Deadline);
            }

            (await successor.OutcomeAsync(rollout, Deadline)).Succeeded.ShouldBeTrue();
            (await successor.OutcomeAsync(crash, Deadline)).Succeeded.ShouldBeTrue();
            (await successor.OutcomeAsync(job, Deadline)).ExitCode.ShouldBe(5);
        }

        // Nobody told a platform that starts when all is over; it finds the ends in the cluster.
        await using var late = (await KubernetesPlatform.StartAsync())!;
        (await late.OutcomeAsync(rollout, Deadline)).Succeeded.ShouldBeTrue();
        (await late.OutcomeAsync(job, Deadline)).Reason.ShouldBe(RuntimeOutcome.Exited);
    }
}
