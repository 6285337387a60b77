namespace Deis.RuntimeContract;

public abstract class ScaleContract : ContractTest
{
    [ContractFact]
    public async Task Apply_MoreProcesses_KeepsThoseThatRun()
    {
        await DeployAsync(App.Spec("v2"));
        var first = (await ListAsync()).Single().Name;

        (await ApplyAsync(App.Spec("v2", replicas: 4))).Succeeded.ShouldBeTrue();

        (await ListAsync()).Count.ShouldBe(4);
        (await ListAsync()).Select(process => process.Name).ShouldContain(first);
    }

    [ContractFact]
    public async Task Apply_FewerProcessesUnderRequests_LosesNone()
    {
        await DeployAsync(App.Spec("v2", 3, "web", ("TERM_RUDE", "1")));
        await using var clients = Ask();

        (await ApplyAsync(App.Spec("v2", 1, "web", ("TERM_RUDE", "1")))).Succeeded.ShouldBeTrue();

        await UntilAsync(async () => (await Runtime.ListAsync(App.Name, Deadline)).Count == 1, "two are gone");
        await clients.StopAsync();
        clients.Failures.ShouldBeEmpty();
    }

    [ContractFact]
    public async Task Apply_NoProcesses_StopsTheTypeAndBringsItBack()
    {
        await DeployAsync(App.Spec("v2"));

        (await ApplyAsync(App.Spec("v2", replicas: 0))).Succeeded.ShouldBeTrue();
        await UntilAsync(async () => (await Runtime.ListAsync(App.Name, Deadline)).Count == 0, "nothing runs");
        await Should.ThrowAsync<HttpRequestException>(() => GetAsync("/"));

        await DeployAsync(App.Spec("v2", replicas: 1));
        (await GetAsync("/")).ShouldBe("v2");
    }

    [ContractFact]
    public async Task Remove_Type_StopsItsProcesses()
    {
        await DeployAsync(App.Spec("v2"));
        (await ApplyAsync(App.Spec("v2", type: "worker"))).Succeeded.ShouldBeTrue();

        await Runtime.RemoveAsync(App.Name, "worker", Deadline);
        await Runtime.RemoveAsync(App.Name, "worker", Deadline);

        await UntilAsync(async () => (await ListAsync()).All(process => process.Type == "web"), "the worker is gone");
        (await GetAsync("/")).ShouldBe("v2");
    }
}
