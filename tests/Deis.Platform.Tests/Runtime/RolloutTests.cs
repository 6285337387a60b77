using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Deis.Platform.Runtime;

namespace Deis.Platform.Tests.Runtime;

public sealed class RolloutTests : RuntimeTest
{
    [Fact]
    public async Task Apply_FirstRelease_ServesRequests()
    {
        await DeployAsync(App.Spec("v2"));

        (await GetAsync("/")).ShouldBe("v2");
        var process = (await ListAsync()).ShouldHaveSingleItem();
        process.Name.ShouldMatch("^sample-web-[0-9]{8,10}-[a-z0-9]{5}$");
        process.State.ShouldBe(ProcessState.Up);
        process.Release.ShouldBe("v2");
        (await GetAsync("/name")).ShouldBe(process.Name);
        LogText().ShouldContain(line => line.StartsWith("listening on", StringComparison.Ordinal));
        Platform.Logs.Lines(App.Name).Select(line => line.Source).ShouldContain($"web.v2.{process.Name[^5..]}");
    }

    [Fact]
    public async Task Apply_RequestInFlight_IsAnsweredByTheOldRelease()
    {
        await DeployAsync(App.Spec("v2", 1, "web", ("TERM_RUDE", "1")));
        var slow = GetAsync("/slow?1500");

        (await ApplyAsync(App.Spec("v3"))).Succeeded.ShouldBeTrue();

        slow.IsCompleted.ShouldBeFalse();
        (await GetAsync("/")).ShouldBe("v3");
        (await slow).ShouldBe("v2");
    }

    [Fact]
    public async Task Apply_RequestThatNeverEnds_IsCutOffAfterTheGracePeriod()
    {
        Platform.Edge.NeverDrains = true;
        await DeployAsync(App.Spec("v2") with { GracePeriod = TimeSpan.FromMilliseconds(300) });

        (await ApplyAsync(App.Spec("v3"))).Succeeded.ShouldBeTrue();

        await UntilAsync(async () => (await ListAsync()).All(process => process.Release == "v3"), "v2 is gone");
    }

    [Fact]
    public async Task Apply_FirstReleaseThatCrashes_LeavesNothingRunning()
    {
        (await ApplyAsync(App.Spec("v2", 1, "web", ("START", "crash")))).Reason.ShouldBe(RuntimeOutcome.CrashLoop);

        await UntilAsync(async () => (await ListAsync()).Count == 0, "nothing runs");
    }

    [Fact]
    public async Task Apply_ListensOnAnotherPort_ObserveSaysWhich()
    {
        await DeployAsync(App.Spec("v2"));
        var correlation = NewCorrelation();

        await Runtime.ApplyAsync(App.Spec("v3", 1, "web", ("LISTEN", "19873")), correlation, Deadline);
        RolloutStatus? status = null;
        await UntilAsync(
            async () => (status = await Runtime.ObserveAsync(App.Name, "web", Deadline)).Message?.Contains("19873", StringComparison.Ordinal) == true,
            "the message names the port");

        status!.Release.ShouldBe("v3");
        (status.Ready, status.Desired).ShouldBe((0, 1));
        status.Message.ShouldNotBeNull().ShouldMatch(@"^0 of 1 processes are ready: web\.1 listens on port 19873 instead of its port \d+ \(the variable PORT\)$");
        (await GetAsync("/")).ShouldBe("v2");
    }

    [Fact]
    public async Task Apply_PortTakenByAnotherProgram_IsNotReady()
    {
        await Runtime.ApplyAsync(App.Spec("v2", 1, "web", ("START", "deaf")), NewCorrelation(), Deadline);
        var port = "";
        await UntilAsync(async () => (port = await PortInMessageAsync("does not listen on its port (\\d+) \\(the variable PORT\\) yet")) != "", "the message names the port");

        using var thief = new TcpListener(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture));
        thief.Start();

        await UntilAsync(async () => await PortInMessageAsync("does not listen on its port (\\d+): another program does") == port, "the message tells of the other program");
        (await ListAsync()).Single().State.ShouldBe(ProcessState.Starting);
    }

    [Fact]
    public async Task Apply_TypeWithoutPort_IsReadyWhenItStaysUp()
    {
        (await ApplyAsync(App.Spec("v2", type: "worker"))).Succeeded.ShouldBeTrue();

        (await ListAsync()).ShouldHaveSingleItem().State.ShouldBe(ProcessState.Up);
        await UntilAsync(() => LogText().Contains("working"), "its output is in the log");
    }

    [Fact]
    public async Task Apply_ContainerImage_FailsClearly()
    {
        var spec = App.Spec("v2");

        var outcome = await ApplyAsync(spec with { Workload = spec.Workload with { Image = new AppImage(ImageKind.Container, "busybox") } });

        outcome.Succeeded.ShouldBeFalse();
        outcome.Message.ShouldNotBeNull().ShouldContain("cannot run container images");
    }

    private async Task<string> PortInMessageAsync(string pattern) =>
        Regex.Match((await Runtime.ObserveAsync(App.Name, "web", Deadline)).Message ?? "", pattern).Groups[1].Value;
}
