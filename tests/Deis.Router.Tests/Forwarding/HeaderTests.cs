using System.Net;
using System.Text;
using Deis.Router.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Deis.Router.Tests.Forwarding;

public class HeaderTests
{
    private static readonly RouterOptions TrustsLoopback = new()
    {
        Listen = ["127.0.0.1:0"],
        TrustedProxies = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8")],
    };

    [Fact]
    public async Task Request_FromAnybody_ForwardedHeadersAreReplaced()
    {
        var head = await HeadAtProcessAsync(
            null, "Host: app.localhost:8080\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\nForwarded: for=6.6.6.6\r\n");

        head.ShouldContain("X-Forwarded-For: 127.0.0.1\r\n");
        head.ShouldContain("X-Forwarded-Proto: http\r\n");
        head.ShouldContain("X-Forwarded-Host: app.localhost:8080\r\n");
        head.ShouldContain("X-Forwarded-Port: 8080\r\n");
        head.ShouldContain("Host: app.localhost:8080\r\n");
        head.ShouldNotContain("6.6.6.6");
        head.ShouldNotContain("evil");
    }

    [Fact]
    public async Task Request_FromATrustedProxy_ForwardedHeadersAreContinued()
    {
        var head = await HeadAtProcessAsync(
            TrustsLoopback, "Host: app.localhost\r\nX-Forwarded-For: 8.8.8.8, 10.1.1.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Port: 8443\r\n");

        head.ShouldContain("X-Forwarded-For: 8.8.8.8, 10.1.1.1, 127.0.0.1\r\n");
        head.ShouldContain("X-Forwarded-Proto: https\r\n");
        head.ShouldContain("X-Forwarded-Port: 8443\r\n");
    }

    [Fact]
    public async Task AccessLog_FromATrustedProxy_NamesTheNearestUntrustedAddress()
    {
        await using var backend = await Backend.SayingAsync("hi");
        await using var router = await TestRouter.StartAsync(TrustsLoopback);
        router.SetApp(backend.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://app.localhost/");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "6.6.6.6, 8.8.8.8, 10.1.1.1");
        using var response = await router.Client.SendAsync(request);

        (await router.AccessLog.FirstAsync()).RemoteAddress.ShouldBe("8.8.8.8");
    }

    [Fact]
    public async Task Request_HopByHopHeaders_EndAtTheRouter()
    {
        var head = await HeadAtProcessAsync(
            null, "Host: app.localhost\r\nConnection: X-Secret-Hop\r\nX-Secret-Hop: 1\r\nKeep-Alive: timeout=5\r\nProxy: http://evil\r\nX_Under_Score: kept\r\n");

        head.ShouldNotContain("X-Secret-Hop");
        head.ShouldNotContain("Keep-Alive");
        head.ShouldNotContain("evil");
        head.ShouldContain("X_Under_Score: kept\r\n");
    }

    [Theory]
    [InlineData("/a%2Fb/%41//c/../d?q=%20+%zz&x={}|")]
    [InlineData("/")]
    [InlineData("/?a=b#c")]
    public async Task Request_Target_ReachesTheProcessByteForByte(string target)
    {
        var head = await HeadAtProcessAsync(null, "Host: app.localhost\r\n", target);

        head.ShouldStartWith($"GET {target} HTTP/1.1\r\n");
    }

    [Fact]
    public async Task Headers_BytesOutsideAscii_PassBothWays()
    {
        var utf8 = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("ü€"));
        string? seen = null;
        await using var backend = new RawBackend(async (stream, _, cancellation) =>
        {
            seen = await RawBackend.ReadHeadAsync(stream, cancellation);
            await RawBackend.SendAsync(stream, $"HTTP/1.1 200 OK\r\nX-Out: {utf8}\r\nContent-Length: 0\r\n\r\n", cancellation);
        });
        await using var router = await TestRouter.StartAsync(backend.Address);
        await using var connection = await router.ConnectAsync();
        await RawBackend.SendAsync(connection, $"GET / HTTP/1.1\r\nHost: app.localhost\r\nX-In: {utf8}\r\n\r\n", CancellationToken.None);

        var answer = await RawBackend.ReadHeadAsync(connection, CancellationToken.None);

        answer.ShouldContain($"X-Out: {utf8}\r\n");
        seen!.ShouldContain($"X-In: {utf8}\r\n");
    }

    [Fact]
    public async Task RequestIds_SwitchedOn_AreNewAndOnBothSides()
    {
        string? atProcess = null;
        await using var backend = await Backend.StartAsync(context =>
        {
            atProcess = context.Request.Headers["X-Request-Id"];
            return context.Response.WriteAsync(context.Request.Headers["X-Correlation-Id"].ToString());
        });
        await using var router = await TestRouter.StartAsync(new RouterOptions { Listen = ["127.0.0.1:0"], RequestIds = true });
        router.SetApp(backend.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://app.localhost/");
        request.Headers.Add("X-Request-Id", "mine");
        request.Headers.Add("X-Correlation-Id", "outer");
        using var response = await router.Client.SendAsync(request);

        var id = response.Headers.GetValues("X-Request-Id").ShouldHaveSingleItem();
        id.ShouldMatch("^[0-9a-f]{32}$");
        atProcess.ShouldBe(id);
        (await response.Content.ReadAsStringAsync()).ShouldBe($"outer,{id}");
    }

    [Fact]
    public async Task Response_StatusReasonRepeatedHeadersAndCookies_AreKept()
    {
        await using var backend = new RawBackend(async (stream, _, cancellation) =>
        {
            await RawBackend.ReadHeadAsync(stream, cancellation);
            await RawBackend.SendAsync(
                stream,
                "HTTP/1.1 418 Short and stout\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nServer: tea\r\nDeis-Router-Error: forged\r\nContent-Length: 0\r\n\r\n",
                cancellation);
        });
        await using var router = await TestRouter.StartAsync(backend.Address);

        using var response = await router.Client.GetAsync(new Uri("http://app.localhost/"));

        response.StatusCode.ShouldBe((HttpStatusCode)418);
        response.ReasonPhrase.ShouldBe("Short and stout");
        response.Headers.GetValues("Set-Cookie").ShouldBe(["a=1", "b=2"]);
        response.Headers.Server.ToString().ShouldBe("tea");
        response.Headers.Contains("Deis-Router-Error").ShouldBeFalse();
    }

    private static async Task<string> HeadAtProcessAsync(RouterOptions? options, string headers, string target = "/")
    {
        var head = new TaskCompletionSource<string>();
        await using var backend = new RawBackend(async (stream, _, cancellation) =>
        {
            head.SetResult(await RawBackend.ReadHeadAsync(stream, cancellation));
            await RawBackend.SendAsync(stream, "HTTP/1.1 204 No Content\r\n\r\n", cancellation);
        });
        await using var router = await TestRouter.StartAsync(options);
        router.SetApp(backend.Address);
        await using var connection = await router.ConnectAsync();
        await RawBackend.SendAsync(connection, $"GET {target} HTTP/1.1\r\n{headers}\r\n", CancellationToken.None);
        return await head.Task.WaitAsync(Eventually.Patience);
    }
}
