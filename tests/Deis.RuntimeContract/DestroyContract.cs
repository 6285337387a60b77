using Deis.Platform.Runtime;

namespace Deis.RuntimeContract;

public abstract class DestroyContract : ContractTest
{
    [ContractFact]
    public async Task Destroy_RunningApp_LeavesNothingAndTellsWhoWaits()
    {
        await DeployAsync(App.Spec("v2", replicas: 2));
        (await ApplyAsync(App.Spec("v2", type: "worker"))).Succeeded.ShouldBeTrue();
        var (job, destruction) = (NewCorrelation(), NewCorrelation());
        await Runtime.StartJobAsync(App.Job("long", "sleep 1000"), job, Deadline);
        await UntilAsync(async () => (await ListAsync()).Any(process => process is { Type: "run", State: ProcessState.Up }), "the job runs");

        await Runtime.DestroyAsync(App.Name, destruction, Deadline);

        (await Platform.OutcomeAsync(destruction, Deadline)).Succeeded.ShouldBeTrue();
        (await Platform.OutcomeAsync(job, Deadline)).Reason.ShouldBe(RuntimeOutcome.Stopped);
        (await Runtime.ListAsync(App.Name, Deadline)).ShouldBeEmpty();
        (await Runtime.ObserveAsync(App.Name, "web", Deadline)).Release.ShouldBeNull();
        await Should.ThrowAsync<HttpRequestException>(() => GetAsync("/"));
    }

    [ContractFact]
    public async Task Destroy_ThenTheSameName_StartsFresh()
    {
        await DeployAsync(App.Spec("v2"));
        await Runtime.DestroyAsync(App.Name, NewCorrelation(), Deadline);

        await DeployAsync(App.Spec("v1"));

        (await GetAsync("/")).ShouldBe("v1");
    }

    [ContractFact]
    public async Task Destroy_UnknownApp_Settles()
    {
        var correlation = NewCorrelation();

        await Runtime.DestroyAsync("nobody", correlation, Deadline);

        (await Platform.OutcomeAsync(correlation, Deadline)).Succeeded.ShouldBeTrue();
    }
}
