using System.Net;
using System.Net.WebSockets;
using System.Text;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Samples;

/// <summary>Each sample, pushed, gives the result that its README promises.</summary>
[Collection(SharedPlatform.Name)]
public class SampleTests(PlatformFixture fixture, SampleServices services) : IClassFixture<SampleServices>
{
    public static TheoryData<string> Samples => [.. SampleTable.Cases.Select(sample => sample.Sample)];

    [Fact]
    public void Every_sample_has_an_expected_result() =>
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "samples")).Select(Path.GetFileName)
            .ShouldBe(SampleTable.Cases.Select(sample => sample.Sample), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_pushed_sample_gives_its_expected_result(string name)
    {
        var sample = SampleTable.Cases.Single(sample => sample.Sample == name);
        var app = await fixture.Alice.CreateAppAsync(name, $"sample-{name}");
        if (sample.Config(services) is { Length: > 0 } config)
        {
            (await app.DeisAsync(["config:set", .. config])).ShouldSucceed();
        }

        var push = await app.PushAsync();

        (push.ExitCode != 0).ShouldBe(sample.Fails, push.All);
        foreach (var text in sample.Shows)
        {
            push.Error.ShouldContain(text);
        }

        if (sample.Fails)
        {
            (await app.RemoteHeadAsync()).ShouldBeNull("the ref is not made");
            (await app.DeisAsync("ps")).ShouldSucceed().Output.ShouldNotContain($"sample-{name}-");
        }

        if (sample.Answers is not null)
        {
            (await app.GetAsync()).ShouldStartWith(sample.Answers);
        }
        else
        {
            using var response = await fixture.Platform.GetAsync(app.App);
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }
    }

    [Fact]
    public async Task Static_site_shows_its_own_404()
    {
        var app = await fixture.Alice.CreateAppAsync("static-site", "pages");
        (await app.PushAsync()).ShouldSucceed();
        using var missing = await fixture.Platform.GetAsync("pages", "/no-such-page");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await missing.Content.ReadAsStringAsync()).ShouldBe(await File.ReadAllTextAsync(Repository.Sample("static-site/public/404.html")));
    }

    [Fact]
    public async Task Worker_only_runs_without_a_page()
    {
        var app = await fixture.Alice.CreateAppAsync("worker-only", "quiet");
        (await app.PushAsync()).ShouldSucceed().Error.ShouldContain("Done, quiet:v2 deployed to Workflow");
        (await app.DeisAsync("scale", "worker=1")).ShouldSucceed().Output.ShouldContain("--- worker:");
        await Wait.UntilAsync(
            async () => (await app.DeisAsync("logs", "--process=worker")).Output.Contains("tick 1", StringComparison.Ordinal),
            TimeSpan.FromSeconds(60),
            "the worker ticks");
    }

    [Fact]
    public async Task Slow_start_that_gets_too_little_time_fails_and_the_former_release_answers_on()
    {
        var app = await fixture.Alice.CreateAppAsync("slow-start", "sluggish");
        (await app.DeisAsync("config:set", "START_SECONDS=1")).ShouldSucceed();
        (await app.PushAsync()).ShouldSucceed();
        var set = await app.DeisAsync("config:set", "START_SECONDS=600", "DEIS_DEPLOY_TIMEOUT=5");
        set.ExitCode.ShouldNotBe(0, set.All);
        set.Error.ShouldContain("There was a problem deploying v4.");
        (await app.GetAsync()).ShouldBe("Started after 1 seconds, release v3\n");
    }

    [Fact]
    public async Task Huge_slug_with_a_slugignore_can_be_made()
    {
        var app = await fixture.Alice.CreateAppAsync("huge-slug", "slimmed");
        await app.WriteAsync(".slugignore", "/data\n");
        await app.WriteAsync("Procfile", "worker: sleep 1000\n");
        (await app.PushAsync()).ShouldSucceed().Error.ShouldContain("-----> Compiled slug size is ");
    }

    [Fact]
    public async Task Websocket_echo_sends_every_line_back_through_the_router()
    {
        var app = await fixture.Alice.CreateAppAsync("websocket-echo", "echo");
        (await app.PushAsync()).ShouldSucceed();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Host", $"echo.localhost:{fixture.Platform.Port}");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{fixture.Platform.Port}/"), limit.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes("over and out"), WebSocketMessageType.Text, true, limit.Token);
        var buffer = new byte[100];
        var received = await socket.ReceiveAsync(buffer, limit.Token);
        Encoding.UTF8.GetString(buffer, 0, received.Count).ShouldBe("over and out");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
    }

    [Fact]
    public async Task Multi_process_runs_web_worker_and_release_phase()
    {
        var app = await fixture.Alice.CreateAppAsync("multi-process", "many");
        (await app.PushAsync()).ShouldSucceed().Error.ShouldContain("Running the release phase...");
        (await app.GetAsync()).ShouldStartWith("The web process answers");
        (await app.DeisAsync("scale", "worker=1")).ShouldSucceed().Output.ShouldContain("--- worker:");
        await Wait.UntilAsync(
            async () => (await app.DeisAsync("logs", "--process=worker")).Output.Contains("tick 1", StringComparison.Ordinal),
            TimeSpan.FromSeconds(30),
            "the worker ticks");
    }

    [Fact]
    public async Task A_failing_release_phase_keeps_the_former_release()
    {
        var app = await fixture.Alice.CreateAppAsync("multi-process", "phase");
        (await app.PushAsync()).ShouldSucceed();
        var set = await app.DeisAsync("config:set", "FAIL_RELEASE=yes");
        set.ExitCode.ShouldBe(1, set.All);
        set.Error.ShouldContain("The release phase failed");
        (await app.GetAsync()).ShouldStartWith("The web process answers");
        (await app.DeisAsync("config")).ShouldSucceed().Output.ShouldNotContain("FAIL_RELEASE");
    }
}
