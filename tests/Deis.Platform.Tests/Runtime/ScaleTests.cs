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
        await using var clients = new RequestLoop(Platform.Edge, App.Name);

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

    [Fact]
    public async Task Restart_TypeUnderRequests_ReplacesAllAndLosesNone()
    {
        await DeployAsync(App.Spec("v2", 2, "web", ("TERM_RUDE", "1")));
        var before = (await ListAsync()).Select(process => process.Name).ToList();
        await using var clients = new RequestLoop(Platform.Edge, App.Name);

        await RestartAsync("web", null);

        await UntilAsync(async () => (await ListAsync()).Count == 2, "the old ones are gone");
        (await ListAsync()).Select(process => process.Name).ShouldNotContain(name => before.Contains(name));
        await clients.StopAsync();
        clients.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Restart_OneProcess_LeavesTheOthers()
    {
        await DeployAsync(App.Spec("v2", replicas: 2));
        var before = (await ListAsync()).Select(process => process.Name).ToList();

        await RestartAsync("web", before[0]);

        await UntilAsync(async () => (await ListAsync()).Count == 2, "the old one is gone");
        var after = (await ListAsync()).Select(process => process.Name).ToList();
        after.ShouldContain(before[1]);
        after.ShouldNotContain(before[0]);
    }

    [Theory]
    [InlineData("web", "sample-web-12345678-abcde")]
    [InlineData("clock", null)]
    public async Task Restart_Unknown_SettlesAndChangesNothing(string type, string? name)
    {
        await DeployAsync(App.Spec("v2"));
        var before = await ListAsync();

        await RestartAsync(type, name);

        (await ListAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Remove_Type_StopsItsProcesses()
    {
        await DeployAsync(App.Spec("v2"));
        (await ApplyAsync(App.Spec("v2", type: "worker"))).Succeeded.ShouldBeTrue();

        await Runtime.RemoveAsync(App.Name, "worker", Deadline);

        await UntilAsync(async () => (await ListAsync()).All(process => process.Type == "web"), "the worker is gone");
        (await GetAsync("/")).ShouldBe("v2");
    }

    private async Task RestartAsync(string type, string? name)
    {
        var correlation = NewCorrelation();
        await Runtime.RestartAsync(App.Name, type, name, correlation, Deadline);
        (await Platform.OutcomeAsync(correlation, Deadline)).Succeeded.ShouldBeTrue();
    }
}
