using Deis.Platform.Runtime;

namespace Deis.Platform.Tests.Runtime;

public sealed class SupervisionTests : RuntimeTest
{
    [Fact]
    public async Task ServingProcess_ThatExits_IsTakenOutAndComesBackUnderItsName()
    {
        await DeployAsync(App.Spec("v2"));
        var before = (await ListAsync()).Single();

        await Should.ThrowAsync<HttpRequestException>(() => GetAsync("/crash"));

        await UntilAsync(() => Platform.Edge.Find(App.Name)!.Endpoints.Count == 0, "the edge sends no more requests");
        await UntilAsync(() => Platform.Edge.Find(App.Name)!.Endpoints.Count == 1, "it serves again");
        (await GetAsync("/")).ShouldBe("v2");
        (await ListAsync()).Single().Name.ShouldBe(before.Name);
        await UntilAsync(() => LogText().Contains($"{before.Name} exited with code 7"), "the log says so");
    }

    [Fact]
    public async Task ServingProcess_ThatExits_CountsAsCrashedWhileItWaits()
    {
        Platform.Options.RestartDelay = TimeSpan.FromMinutes(1);
        await DeployAsync(App.Spec("v2"));

        await Should.ThrowAsync<HttpRequestException>(() => GetAsync("/crash"));

        await UntilAsync(async () => (await ListAsync()).Single().State == ProcessState.Crashed, "it is crashed");
        (await ApplyAsync(App.Spec("v2"))).Succeeded.ShouldBeTrue("a new apply ends the pause");
    }

    [Fact]
    public async Task StoppedProcess_GetsSigtermAndTimeToEnd()
    {
        await DeployAsync(App.Spec("v2"));
        var slow = GetAsync("/slow?500");
        Platform.Edge.NeverDrains = true;

        await ApplyAsync(App.Spec("v2", replicas: 0) with { GracePeriod = TimeSpan.FromMilliseconds(100) });

        (await slow).ShouldBe("v2");
        await UntilAsync(() => LogText().Contains("got SIGTERM"), "the process got the signal");
    }

    [Fact]
    public async Task StoppedProcess_ThatIgnoresSigterm_IsKilledAfterItsGracePeriod()
    {
        await DeployAsync(App.Spec("v2", 1, "web", ("TERM_IGNORED", "1")) with { GracePeriod = TimeSpan.FromMilliseconds(500) });

        await ApplyAsync(App.Spec("v2", replicas: 0));

        await UntilAsync(async () => (await ListAsync()).Count == 0, "it is gone");
        LogText().ShouldContain("got SIGTERM");
    }

    [Fact]
    public async Task StoppedShell_PassesSigtermToItsCommand()
    {
        await DeployAsync(App.Spec("v2", type: "shell"));

        await ApplyAsync(App.Spec("v2", 0, "shell"));

        await UntilAsync(async () => (await ListAsync()).Count == 0, "it is gone");
        LogText().ShouldContain("got SIGTERM");
        LogText().ShouldContain("after");
    }
}
