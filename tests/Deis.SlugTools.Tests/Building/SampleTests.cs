using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Deis.SlugTools.Tests.Support;

namespace Deis.SlugTools.Tests.Building;

/// <summary>Every sample is built, started and answers, as a user would see it.</summary>
[Collection(SharedPlatform.Name)]
public class SampleTests(Platform platform)
{
    [Fact]
    public async Task HelloNode_BuiltTwice_UsesTheCacheAndAnswers()
    {
        var first = (await platform.BuildAsync(Platform.Sample("hello-node"), "hello/cache")).ShouldSucceed();
        first.Output.ShouldMatch("""
            ^-----> Restoring cache\.\.\.
                   No cache file found\. If this is the first deploy, it will be created now\.
            -----> Node\.js app detected
                   Using Node\.js v[0-9.]+, npm [0-9.]+
            -----> Installing dependencies
            (.*\n)+?-----> Discovering process types
                   Default process types for Node\.js -> web
            -----> Checking for changes inside the cache directory\.\.\.
                   Files inside cache folder changed, uploading new cache\.\.\.
                   Done: Uploaded cache \([0-9.]+[KM]\)
            -----> Compiled slug size is [0-9.]+[KM]
                   Build finished in [0-9.]+s \(fetch [0-9.]+s, compile [0-9.]+s, slug [0-9.]+s, store [0-9.]+s\)$
            """);
        first.Procfile.ShouldBe("web: \"node server.js\"\n");

        var second = (await platform.BuildAsync(Platform.Sample("hello-node"), "hello/cache")).ShouldSucceed();
        second.Output.ShouldContain("       Done!\n");
        second.Output.ShouldContain("Using node_modules from the cache");
        second.Output.ShouldContain("Cache unchanged, not updating");

        await using var web = await platform.StartWebAsync(second, new() { ["GREETING"] = "Good <morning>" });
        (await web.Http.GetStringAsync("/")).ShouldContain("<h1>Good &#60;morning&#62;</h1>");
        var facts = await web.Http.GetFromJsonAsync<JsonElement>("/env");
        facts.GetProperty("release").GetString().ShouldBe("v2");
        facts.GetProperty("greeting").GetString().ShouldBe("Good <morning>");
    }

    [Fact]
    public async Task HelloNode_Terminated_FinishesTheRequestInProgress()
    {
        await using var web = await platform.StartWebAsync(await platform.BuildAsync(Platform.Sample("hello-node"), "hello/other-cache"));
        var slow = web.Http.GetAsync("/slow?ms=1500");
        using (var check = await web.Http.GetAsync("/env"))
            check.StatusCode.ShouldBe(HttpStatusCode.OK);

        await web.Process.SignalAsync("TERM");

        using var response = await slow;
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await web.Process.EndAsync()).ShouldBe(0);
        web.Process.Output.ShouldContain("all requests finished");
    }

    [Fact]
    public async Task ProcfileOnly_Built_RunsItsCommand()
    {
        var build = (await platform.BuildAsync(Platform.Sample("procfile-only"))).ShouldSucceed();
        build.Output.ShouldContain("-----> Procfile app detected");
        build.Output.ShouldContain("       Procfile declares types -> web\n");
        build.Output.ShouldNotContain("cache");
        await using var web = await platform.StartWebAsync(build);
        (await web.Http.GetStringAsync("/")).ShouldBe("Hello from process type web, release v2\n");
    }

    [Fact]
    public async Task WebsocketEcho_Message_ComesBack()
    {
        await using var web = await platform.StartWebAsync(await platform.BuildAsync(Platform.Sample("websocket-echo")));
        using var socket = new ClientWebSocket();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{web.Port}/"), deadline.Token);
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, deadline.Token);
        var buffer = new byte[100];
        var received = await socket.ReceiveAsync(buffer, deadline.Token);
        Encoding.UTF8.GetString(buffer, 0, received.Count).ShouldBe("hello");

        await web.Process.SignalAsync("TERM");

        (await socket.ReceiveAsync(buffer, deadline.Token)).CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, deadline.Token);
        (await web.Process.EndAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task MultiProcess_EachType_Runs()
    {
        var build = (await platform.BuildAsync(Platform.Sample("multi-process"))).ShouldSucceed();
        build.Output.ShouldContain("Procfile declares types -> web, worker, release");

        (await platform.RunAsync(build.Slug, [], "start", "release")).ShouldBe((0, "release phase of v2: here a database would be migrated"));
        (await platform.RunAsync(build.Slug, new() { ["FAIL_RELEASE"] = "yes" }, "start", "release")).ExitCode.ShouldBe(1);

        await using var worker = platform.Init(build.Slug, new() { ["TICK_SECONDS"] = "0.05" }, "start", "worker");
        await worker.WaitForAsync("tick 3");
        await worker.SignalAsync("TERM");
        (await worker.EndAsync()).ShouldBe(0);

        await using var web = await platform.StartWebAsync(build);
        (await web.Http.GetStringAsync("/")).ShouldStartWith("The web process answers");
    }
}
