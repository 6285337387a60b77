using System.Net;
using System.Net.WebSockets;
using System.Text;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Samples;

/// <summary>Each sample, pushed, gives the result that its README promises.</summary>
[Collection(SharedPlatform.Name)]
public class SampleTests(PlatformFixture fixture)
{
    [Fact]
    public async Task Static_site_serves_its_pages_and_its_own_404()
    {
        var app = await fixture.Alice.CreateAppAsync("static-site", "pages");
        (await app.PushAsync()).ShouldSucceed().Error.ShouldContain("Done, pages:v2 deployed to Workflow");
        (await app.GetAsync()).ShouldContain("<html", Case.Insensitive);
        using var missing = await fixture.Platform.GetAsync("pages", "/no-such-page");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await missing.Content.ReadAsStringAsync()).ShouldBe(await File.ReadAllTextAsync(Repository.Sample("static-site/public/404.html")));
    }

    [Fact]
    public async Task Procfile_only_runs_its_command()
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "bare");
        (await app.PushAsync()).ShouldSucceed();
        (await app.GetAsync()).ShouldBe("Hello from process type web, release v2\n");
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
