using System.Net;
using System.Net.Sockets;
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

    [Theory]
    [InlineData("/crash", ProcessState.Crashed, "exited with code 7")]
    [InlineData("/leave", ProcessState.Down, "exited with code 0")]
    public async Task ServingProcess_ThatExitsTwice_WaitsAndIsListedWithItsEnd(string path, ProcessState state, string problem)
    {
        Platform.Options.RestartDelay = TimeSpan.FromMinutes(1);
        await DeployAsync(App.Spec("v2"));
        await Should.ThrowAsync<HttpRequestException>(() => GetAsync(path));
        await UntilAsync(() => LogText().Count(line => line.StartsWith("listening on", StringComparison.Ordinal)) == 2, "the first time it is started again at once");
        await UntilAsync(() => Platform.Edge.Find(App.Name)!.Endpoints.Count == 1, "it serves again");

        await Should.ThrowAsync<HttpRequestException>(() => GetAsync(path));

        await UntilAsync(async () => (await ListAsync()).Single().State == state, "it waits");
        (await ListAsync()).Single().Problem.ShouldBe(problem);
        (await ApplyAsync(App.Spec("v2"))).Succeeded.ShouldBeTrue("a new apply ends the pause");
    }

    [Fact]
    public async Task ServingProcess_WhosePortAnotherProgramTakes_IsTakenOut()
    {
        Platform.Options.ProbePeriod = TimeSpan.FromSeconds(3);
        await DeployAsync(App.Spec("v2", 1, "web", ("LINGER", "1")));
        var port = Platform.Edge.Find(App.Name)!.Endpoints.Single().Port;
        await GetAsync("/unlisten");

        using var thief = new TcpListener(IPAddress.Loopback, port);
        await UntilAsync(() => TryStart(thief), "the port is free");

        await UntilAsync(() => Platform.Edge.Find(App.Name)!.Endpoints.Count == 0, "the edge sends no requests to the other program");
        (await ListAsync()).Single().State.ShouldBe(ProcessState.Starting);
    }

    [Theory]
    [InlineData("/health", "/break", "answered GET /health with 500")]
    [InlineData(null, "/unlisten", "does not listen on its port")]
    public async Task ServingProcess_WhoseLivenessCheckFails_IsStartedAgain(string? path, string trouble, string finding)
    {
        var probe = new ProcessProbe(path, TimeSpan.Zero, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), 60);
        await DeployAsync(App.Spec("v2", 1, "web", ("LINGER", "1")) with { Liveness = probe });
        var name = (await ListAsync()).Single().Name;

        await GetAsync(trouble);

        await UntilAsync(
            () => LogText().Any(line => line.StartsWith($"{name} was stopped because its liveness check failed 60 times in a row: it {finding}", StringComparison.Ordinal)),
            "the log says why it is stopped");
        await UntilAsync(() => LogText().Count(line => line.StartsWith("listening on", StringComparison.Ordinal)) == 2, "it is started again");
        await UntilAsync(() => Platform.Edge.Find(App.Name)!.Endpoints.Count == 1, "it serves again");
        (await GetAsync("/health")).ShouldBe("200");
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

    private static bool TryStart(TcpListener listener)
    {
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
