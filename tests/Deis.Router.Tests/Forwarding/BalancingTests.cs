using System.Net;
using System.Net.Sockets;
using Deis.Router.Routes;
using Deis.Router.Tests.Support;

namespace Deis.Router.Tests.Forwarding;

public class BalancingTests
{
    [Fact]
    public async Task Get_ThreeProcesses_TheyTakeTurns()
    {
        await using var one = await Backend.SayingAsync("one");
        await using var two = await Backend.SayingAsync("two");
        await using var three = await Backend.SayingAsync("three");
        await using var router = await TestRouter.StartAsync(one.Address, two.Address, three.Address);

        var answers = new List<string>();
        for (var i = 0; i < 9; i++)
            answers.Add(await router.GetAsync());

        answers.GroupBy(a => a).Select(g => g.Count()).ShouldBe([3, 3, 3]);
    }

    [Fact]
    public async Task Get_OneProcessBusy_TheOthersAreChosen()
    {
        var release = new TaskCompletionSource();
        var busyCalls = 0;
        await using var busy = await Backend.StartAsync(async context =>
        {
            Interlocked.Increment(ref busyCalls);
            await release.Task.WaitAsync(context.RequestAborted);
        });
        await using var idle = await Backend.SayingAsync("idle");
        await using var router = await TestRouter.StartAsync(busy.Address);
        var waiting = router.GetAsync();
        await Eventually.TrueAsync(() => busyCalls == 1, "the busy process to have a request");

        router.SetApp(busy.Address, idle.Address);
        for (var i = 0; i < 10; i++)
            (await router.GetAsync()).ShouldBe("idle");

        busyCalls.ShouldBe(1);
        release.SetResult();
        await waiting;
    }

    [Fact]
    public async Task Get_EndpointIsAUnixSocket_IsServed()
    {
        var folder = Directory.CreateTempSubdirectory("router-");
        await using (var api = await Backend.StartAsync(
            async context => await context.Response.Body.WriteAsync("api"u8.ToArray(), context.RequestAborted), socketPath: folder.FullName + "/api.sock"))
        {
            await using var router = await TestRouter.StartAsync(api.Address);

            (await router.GetAsync()).ShouldBe("api");
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Get_UnreachableEndpoints_AnotherIsTriedAndTheBodyArrives()
    {
        await using var alive = await Backend.StartAsync(async context =>
            await context.Request.Body.CopyToAsync(context.Response.Body, context.RequestAborted));
        await using var router = await TestRouter.StartAsync(Refusing(), alive.Address, Refusing());
        var text = new string('x', 100_000);

        for (var i = 0; i < 6; i++)
        {
            using var body = new StringContent(text);
            using var response = await router.Client.PostAsync("http://app.localhost/", body);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await response.Content.ReadAsStringAsync()).ShouldBe(text);
        }

        router.AccessLog.Entries.ShouldAllBe(entry => entry.Status == 200);
    }

    [Fact]
    public async Task Post_AllEndpointsRefuse_Is503AndSaysSo()
    {
        await using var router = await TestRouter.StartAsync(Refusing(), Refusing());

        using var body = new StringContent("never sent");
        using var response = await router.Client.PostAsync("http://app.localhost/", body);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.GetValues("Deis-Router-Error").ShouldBe(["app_unreachable"]);
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Get_RouteChangesFromRefusingToAlive_IsServedAtOnce()
    {
        await using var alive = await Backend.SayingAsync("alive");
        await using var router = await TestRouter.StartAsync(Refusing());
        using (var response = await router.Client.GetAsync(new Uri("http://app.localhost/")))
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        router.SetApp(alive.Address);

        (await router.GetAsync()).ShouldBe("alive");
    }

    [Theory]
    [InlineData("POST", "")]
    [InlineData("POST", "body")]
    [InlineData("DO-IT", "")]
    [InlineData("GET", "")]
    [InlineData("PUT", "body")]
    public async Task Send_ProcessClosesANewConnectionWithoutAnAnswer_NothingIsSentAgain(string method, string body)
    {
        await using var crashing = new RawBackend(async (stream, _, cancellation) => await RawBackend.ReadHeadAsync(stream, cancellation));
        await using var router = await TestRouter.StartAsync(crashing.Address);

        var answer = await SendAsync(router, method, body);

        answer.ShouldStartWith("HTTP/1.1 502 ");
        answer.ShouldContain("Deis-Router-Error: app_connection_broken");
        crashing.Heads.ShouldBe(1);
    }

    [Theory]
    [InlineData("GET", "", "HTTP/1.1 200 ", 2)]
    [InlineData("DELETE", "", "HTTP/1.1 200 ", 2)]
    [InlineData("POST", "", "HTTP/1.1 502 ", 1)]
    [InlineData("PUT", "body", "HTTP/1.1 502 ", 1)]
    public async Task Send_ProcessClosesAKeptConnectionWithoutAnAnswer_OnlyWhatIsHarmlessIsSentAgain(
        string method, string body, string expected, int connections)
    {
        await using var impatient = new RawBackend(async (stream, _, cancellation) =>
        {
            await RawBackend.ReadHeadAsync(stream, cancellation);
            await RawBackend.SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", cancellation);
            await RawBackend.ReadHeadAsync(stream, cancellation);
        });
        await using var router = await TestRouter.StartAsync(impatient.Address);
        (await router.GetAsync()).ShouldBe("ok");

        var answer = await SendAsync(router, method, body);

        answer.ShouldStartWith(expected);
        impatient.Connections.ShouldBe(connections);
    }

    [Fact]
    public async Task Get_RequestCrashesTheProcess_DoesNotCrashTheOthersToo()
    {
        var heads = 0;
        await using var other = await Backend.StartAsync(_ =>
        {
            Interlocked.Increment(ref heads);
            return Task.CompletedTask;
        });
        var crashing = new TcpListener(IPAddress.Loopback, 0);
        crashing.Start();
        await using var router = await TestRouter.StartAsync(UpstreamAddress.Tcp("127.0.0.1", ((IPEndPoint)crashing.LocalEndpoint).Port));
        var request = router.Client.GetAsync(new Uri("http://app.localhost/"));
        using (var connection = await crashing.AcceptTcpClientAsync())
        {
            await RawBackend.ReadHeadAsync(connection.GetStream(), CancellationToken.None);
            router.SetApp(UpstreamAddress.Tcp("127.0.0.1", ((IPEndPoint)crashing.LocalEndpoint).Port), other.Address);
            crashing.Stop();
        }

        using var response = await request;

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        heads.ShouldBe(0);
        crashing.Dispose();
    }

    [Fact]
    public async Task Get_ProcessClosesIdleConnections_NoRequestFails()
    {
        // Answers one request per connection, promising to keep it, then closes it: what a server with a short keep-alive does.
        await using var impatient = new RawBackend(async (stream, _, cancellation) =>
        {
            await RawBackend.ReadHeadAsync(stream, cancellation);
            await RawBackend.SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", cancellation);
        });
        await using var router = await TestRouter.StartAsync(impatient.Address);

        for (var i = 0; i < 300; i++)
            (await router.GetAsync()).ShouldBe("ok");

        impatient.Connections.ShouldBe(300);
    }

    [Fact]
    public async Task Get_ConnectionsIdle_TheRouterClosesEachAndMakesOthers()
    {
        string[] apps = ["one", "two", "three"];
        var closed = 0;
        await using var patient = new RawBackend(async (stream, _, cancellation) =>
        {
            try
            {
                while ((await RawBackend.ReadHeadAsync(stream, cancellation)).Length > 0)
                    await RawBackend.SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", cancellation);
            }
            finally
            {
                Interlocked.Increment(ref closed);
            }
        });
        await using var router = await TestRouter.StartAsync();
        foreach (var app in apps)
            router.Routes.Set(new AppRoute { App = app, Hosts = [app], Endpoints = [patient.Address] }).ShouldBeEmpty();

        for (var round = 1; round <= 2; round++)
        {
            foreach (var app in apps)
                (await router.Client.GetStringAsync($"http://{app}.localhost/")).ShouldBe("ok");
            await Eventually.TrueAsync(() => Volatile.Read(ref closed) == round * apps.Length, "the router to close its idle connections");
        }

        patient.Connections.ShouldBe(2 * apps.Length);
    }

    private static async Task<string> SendAsync(TestRouter router, string method, string body)
    {
        await using var connection = await router.ConnectAsync();
        var length = body.Length == 0 ? "" : $"Content-Length: {body.Length}\r\n";
        await RawBackend.SendAsync(connection, $"{method} / HTTP/1.1\r\nHost: app.localhost\r\n{length}\r\n{body}", CancellationToken.None);
        return await RawBackend.ReadHeadAsync(connection, CancellationToken.None);
    }

    // A port nobody listens on: port 1 needs privileges and has no user.
    private static UpstreamAddress Refusing() => UpstreamAddress.Tcp($"127.0.0.{Random.Shared.Next(2, 250)}", 1);
}
