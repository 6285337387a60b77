using System.Net;
using System.Net.WebSockets;
using System.Text;
using Deis.Router.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Deis.Router.Tests.Forwarding;

public class StreamingTests
{
    [Fact]
    public async Task WebSocket_TextAndLargeMessages_ComeBack()
    {
        await using var backend = await EchoSocket.StartAsync();
        await using var router = await TestRouter.StartAsync(backend.Address);
        using (var socket = await EchoSocket.ConnectAsync(router))
        {
            (await EchoSocket.EchoAsync(socket, "hello")).ShouldBe("hello");
            (await EchoSocket.EchoAsync(socket, new string('y', 4000))).Length.ShouldBe(4000);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }

        var entry = await router.AccessLog.FirstAsync();
        entry.Status.ShouldBe(101);
        entry.BytesSent.ShouldBeGreaterThan(4005);
    }

    [Fact]
    public async Task WebSocket_OverHttp2_ReachesAProcessThatSpeaksHttp1()
    {
        await using var backend = await EchoSocket.StartAsync();
        await using var router = await TestRouter.StartAsync(new RouterOptions { Listen = [], Http2Listen = ["127.0.0.1:0"] });
        router.SetApp(backend.Address);
        using var socket = await EchoSocket.ConnectAsync(router, "2.0");

        (await EchoSocket.EchoAsync(socket, "hello")).ShouldBe("hello");

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        (await router.AccessLog.FirstAsync()).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(20_000)]
    [InlineData(100_001)]
    public async Task Get_AnswerOfKnownLength_ArrivesWhole(int length)
    {
        var body = new string('x', length);
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Response.ContentLength = length;
            return context.Response.WriteAsync(body);
        });
        await using var router = await TestRouter.StartAsync(backend.Address);

        (await router.Client.GetStringAsync(new Uri("http://app.localhost/"))).ShouldBe(body);
    }

    [Fact]
    public async Task Get_ResponseIsWrittenInParts_EachArrivesAtOnce()
    {
        var parts = new SemaphoreSlim(0);
        await using var backend = await Backend.StartAsync(async context =>
        {
            for (var i = 0; i < 3; i++)
            {
                await context.Response.WriteAsync($"part {i}\n");
                await parts.WaitAsync();
            }
        });
        await using var router = await TestRouter.StartAsync(backend.Address);

        using var response = await router.Client.GetAsync(new Uri("http://app.localhost/"), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        for (var i = 0; i < 3; i++)
        {
            // The process does not go on before the client has what was written so far.
            (await reader.ReadLineAsync().WaitAsync(Eventually.Patience)).ShouldBe($"part {i}");
            parts.Release();
        }
    }

    [Fact]
    public async Task Post_BodyIsSentInParts_EachReachesTheProcessAtOnce()
    {
        var parts = System.Threading.Channels.Channel.CreateUnbounded<string>();
        await using var backend = await Backend.StartAsync(async context =>
        {
            var buffer = new byte[100];
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer)) > 0)
                await parts.Writer.WriteAsync(Encoding.ASCII.GetString(buffer, 0, read));
        });
        await using var router = await TestRouter.StartAsync(backend.Address);
        await using var connection = await router.ConnectAsync();
        using var deadline = new CancellationTokenSource(Eventually.Patience);

        await RawBackend.SendAsync(connection, "POST / HTTP/1.1\r\nHost: app.localhost\r\nTransfer-Encoding: chunked\r\n\r\n", deadline.Token);
        foreach (var part in new[] { "one", "two", "six" })
        {
            await RawBackend.SendAsync(connection, $"3\r\n{part}\r\n", deadline.Token);
            // Nothing more is sent before the process has what was sent so far.
            (await parts.Reader.ReadAsync(deadline.Token)).ShouldBe(part);
        }

        await RawBackend.SendAsync(connection, "0\r\n\r\n", deadline.Token);
        (await RawBackend.ReadHeadAsync(connection, deadline.Token)).ShouldStartWith("HTTP/1.1 200 ");
    }

    [Fact]
    public async Task Post_LargeBody_HasNoLimit()
    {
        const long size = 64L * 1024 * 1024;
        await using var backend = await Backend.StartAsync(async context =>
        {
            var total = 0L;
            var buffer = new byte[81920];
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer)) > 0)
                total += read;
            await context.Response.WriteAsync($"{total}");
        });
        await using var router = await TestRouter.StartAsync(backend.Address);

        using var body = new StreamContent(new ZeroStream(size));
        using var response = await router.Client.PostAsync("http://app.localhost/", body);

        (await response.Content.ReadAsStringAsync()).ShouldBe($"{size}");
    }

    [Fact]
    public async Task Post_ProcessRefusesBeforeReadingTheBody_ItsAnswerArrives()
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            context.Response.Headers["X-App"] = "yes";
            return Task.CompletedTask;
        });
        await using var router = await TestRouter.StartAsync(backend.Address);

        using var request = new HttpRequestMessage(HttpMethod.Post, "http://app.localhost/") { Content = new StreamContent(new ZeroStream(1_000_000)) };
        request.Headers.ExpectContinue = true;
        using var response = await router.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        response.Headers.GetValues("X-App").ShouldBe(["yes"]);
    }

    [Fact]
    public async Task Post_ClientWaitsFor100Continue_GetsItWhenTheProcessWantsTheBody()
    {
        await using var backend = await Backend.StartAsync(async context =>
            await context.Request.Body.CopyToAsync(context.Response.Body));
        await using var router = await TestRouter.StartAsync(backend.Address);
        await using var connection = await router.ConnectAsync();
        using var deadline = new CancellationTokenSource(Eventually.Patience);

        await RawBackend.SendAsync(
            connection, "POST / HTTP/1.1\r\nHost: app.localhost\r\nExpect: 100-continue\r\nContent-Length: 4\r\nConnection: close\r\n\r\n", deadline.Token);
        (await RawBackend.ReadHeadAsync(connection, deadline.Token)).ShouldStartWith("HTTP/1.1 100 ");
        await RawBackend.SendAsync(connection, "body", deadline.Token);
        using var reader = new StreamReader(connection);

        (await reader.ReadToEndAsync(deadline.Token)).ShouldContain("body");
    }

    [Fact]
    public async Task Grpc_OverHttp2_StreamsAndKeepsTrailers()
    {
        await using var backend = await Backend.StartAsync(
            async context =>
            {
                context.Response.ContentType = "application/grpc";
                context.Response.DeclareTrailer("grpc-status");
                await context.Request.Body.CopyToAsync(context.Response.Body);
                context.Response.AppendTrailer("grpc-status", "0");
            },
            HttpProtocols.Http2);
        await using var router = await TestRouter.StartAsync(new RouterOptions { Listen = [], Http2Listen = ["127.0.0.1:0"] });
        router.SetApp(backend.Address);

        using var request = new HttpRequestMessage(HttpMethod.Post, "http://app.localhost/pkg.Service/Method")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([1, 2, 3]),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.TE.Add(new("trailers"));
        using var response = await router.Client.SendAsync(request);

        (await response.Content.ReadAsByteArrayAsync()).ShouldBe([1, 2, 3]);
        response.TrailingHeaders.GetValues("grpc-status").ShouldBe(["0"]);
    }

    [Fact]
    public async Task Get_Http1ResponseWithTrailers_BodyArrivesWithoutThem()
    {
        await using var backend = new RawBackend(async (stream, _, cancellation) =>
        {
            await RawBackend.ReadHeadAsync(stream, cancellation);
            await RawBackend.SendAsync(
                stream, "HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ndata\r\n0\r\nX-Sum: 42\r\n\r\n", cancellation);
        });
        await using var router = await TestRouter.StartAsync(backend.Address);

        (await router.GetAsync()).ShouldBe("data");
    }

    [Fact]
    public async Task Get_ProcessBreaksOffInTheMiddle_TheClientNotices()
    {
        await using var backend = new RawBackend(async (stream, _, cancellation) =>
        {
            await RawBackend.ReadHeadAsync(stream, cancellation);
            await RawBackend.SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this", cancellation);
        });
        await using var router = await TestRouter.StartAsync(backend.Address);

        await Should.ThrowAsync<HttpRequestException>(() => router.GetAsync());
    }

    [Fact]
    public async Task Get_ClientLeaves_TheProcessNoticesAndTheLogSays499()
    {
        var arrived = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        await using var backend = await Backend.StartAsync(async context =>
        {
            await using var registration = context.RequestAborted.Register(left.SetResult);
            arrived.SetResult();
            await left.Task;
        });
        await using var router = await TestRouter.StartAsync(backend.Address);
        using var leaving = new CancellationTokenSource();
        var request = router.Client.GetAsync(new Uri("http://app.localhost/"), leaving.Token);
        await arrived.Task;

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => request);
        await left.Task.WaitAsync(Eventually.Patience);
        (await router.AccessLog.FirstAsync()).Status.ShouldBe(499);
    }
}
