namespace Deis.Platform.Tests.Runtime;

public sealed class ScaleTests : RuntimeTest
{
    [Fact]
    public async Task Apply_MoreProcesses_KeepsThoseThatRun()
    {
        await DeployAsync(App.Spec("v2"));
        var first = (await ListAsync()).Single().Name;

        (await ApplyAsync(App.Spec("v2", replicas: 6))).Succeeded.ShouldBeTrue();

        Platform.Edge.Find(App.Name)!.Endpoints.Count.ShouldBe(6);
        (await ListAsync()).Select(process => process.Name).ShouldContain(first);
    }

    [Fact]
    public async Task Apply_FewerProcessesUnderRequests_LosesNone()
    {
        await DeployAsync(App.Spec("v2", 3, "web", ("TERM_RUDE", "1")));
        await using var clients = new RequestLoop(stop => Platform.Edge.GetAsync(App.Name, "/", stop));

        (await ApplyAsync(App.Spec("v2", replicas: 1))).Succeeded.ShouldBeTrue();

        Platform.Edge.Find(App.Name)!.Endpoints.Count.ShouldBe(1);
        await UntilAsync(async () => (await ListAsync()).Count == 1, "two are gone");
        await clients.StopAsync();
        clients.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Apply_NoProcesses_StopsTheTypeAndBringsItBack()
    {
        await DeployAsync(App.Spec("v2"));

        (await ApplyAsync(App.Spec("v2", replicas: 0))).Succeeded.ShouldBeTrue();
        Platform.Edge.Find(App.Name)!.Endpoints.ShouldBeEmpty();
        await UntilAsync(async () => (await ListAsync()).Count == 0, "nothing runs");

        (await ApplyAsync(App.Spec("v2", replicas: 1))).Succeeded.ShouldBeTrue();
        (await GetAsync("/")).ShouldBe("v2");
    }
}
