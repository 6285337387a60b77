using System.Net;
using System.Net.Sockets;
using System.Text;
using Deis.Router.Routes;
using Deis.Router.Tests.Support;

namespace Deis.Router.Tests.Http1;

public class Http1ForwarderTests
{
    // The web server alone reads on for five to ten.
    private const int UploadSeconds = 12;

    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public async Task Get_OneAfterAnother_UseOneConnection()
    {
        await using var backend = new RawBackend((stream, _, cancellation) => AnswerAsync(stream, Ok, cancellation));
        await using var router = await TestRouter.StartAsync(backend.Address);

        for (var i = 0; i < 20; i++)
            (await router.GetAsync()).ShouldBe("ok");

        backend.Connections.ShouldBe(1);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")]
    public async Task Get_ConnectionMayHoldAnotherAnswer_NobodyElseGetsIt(string answer)
    {
        await using var backend = new RawBackend((stream, _, cancellation) => AnswerAsync(stream, answer, cancellation));
        await using var router = await TestRouter.StartAsync(backend.Address);

        for (var i = 0; i < 5; i++)
            (await router.GetAsync()).ShouldBe("ok");

        backend.Connections.ShouldBe(5);
    }

    [Fact]
    public async Task Head_AnswerHasALengthButNoBody_ConnectionIsKept()
    {
        await using var backend = new RawBackend((stream, _, cancellation) => AnswerAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", cancellation));
        await using var router = await TestRouter.StartAsync(backend.Address);

        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, "http://app.localhost/");
            using var response = await router.Client.SendAsync(request);
            response.Content.Headers.ContentLength.ShouldBe(9);
        }

        backend.Connections.ShouldBe(1);
    }

    [Theory]
    [InlineData("204 No Content", "")]
    [InlineData("304 Not Modified", "Content-Length: 9\r\n")]
    [InlineData("205 Reset Content", "Content-Length: 4\r\n\r\nbody")]
    public async Task Get_AnswerWithoutABody_IsCompleteAtOnce(string status, string rest)
    {
        await using var backend = new RawBackend((stream, _, cancellation) => AnswerAsync(stream, $"HTTP/1.1 {status}\r\n{rest}\r\n", cancellation));
        await using var router = await TestRouter.StartAsync(backend.Address);

        for (var i = 0; i < 3; i++)
        {
            using var response = await router.Client.GetAsync(new Uri("http://app.localhost/"));
            $"{(int)response.StatusCode} {response.ReasonPhrase}".ShouldBe(status);
            (await response.Content.ReadAsStringAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Get_AnswerComesByteByByte_IsPutTogether()
    {
        await using var backend = new RawBackend(async (stream, _, cancellation) =>
        {
            await RawBackend.ReadHeadAsync(stream, cancellation);
            stream.Socket.NoDelay = true;
            foreach (var c in "HTTP/1.1 200 OK\r\nX-Slow: yes\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")
                await RawBackend.SendAsync(stream, c.ToString(), cancellation);
        });
        await using var router = await TestRouter.StartAsync(backend.Address);

        using var response = await router.Client.GetAsync(new Uri("http://app.localhost/"));

        response.Headers.GetValues("X-Slow").ShouldBe(["yes"]);
        (await response.Content.ReadAsStringAsync()).ShouldBe("ok");
    }

    [Fact]
    public async Task Get_InterimAnswers_AreNotTakenForTheAnswer()
    {
        await using var backend = new RawBackend((stream, _, cancellation) =>
            AnswerAsync(stream, "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + Ok, cancellation));
        await using var router = await TestRouter.StartAsync(backend.Address);

        using var response = await router.Client.GetAsync(new Uri("http://app.localhost/"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.Contains("Link").ShouldBeFalse();
    }

    [Fact]
    public async Task Get_BodyEndsWithTheConnection_ArrivesWhole()
    {
        var body = new string('x', 300_000);
        await using var backend = new RawBackend(async (stream, _, cancellation) =>
        {
            await RawBackend.ReadHeadAsync(stream, cancellation);
            await RawBackend.SendAsync(stream, "HTTP/1.0 200 OK\r\n\r\n" + body, cancellation);
        });
        await using var router = await TestRouter.StartAsync(backend.Address);

        (await router.GetAsync()).ShouldBe(body);
        (await router.AccessLog.FirstAsync()).BytesSent.ShouldBe(body.Length);
    }

    [Fact]
    public async Task Get_HeadOfTheAnswerIsEndless_Is502()
    {
        await using var backend = new RawBackend(async (stream, _, cancellation) =>
        {
            await RawBackend.ReadHeadAsync(stream, cancellation);
            await RawBackend.SendAsync(stream, "HTTP/1.1 200 OK\r\nX-Endless: ", cancellation);
            while (true)
                await RawBackend.SendAsync(stream, new string('x', 10_000), cancellation);
        });
        await using var router = await TestRouter.StartAsync(backend.Address);

        using var response = await router.Client.GetAsync(new Uri("http://app.localhost/"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
    }

    [Fact]
    public async Task Post_ProcessAnswersBeforeItHasTheBody_TheAnswerArrivesAtOnce()
    {
        await using var backend = new RawBackend((stream, _, cancellation) =>
            AnswerAsync(stream, "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig", cancellation));
        await using var router = await TestRouter.StartAsync(backend.Address);
        await using var connection = await router.ConnectAsync();
        using var deadline = new CancellationTokenSource(Eventually.Patience);

        // The rest of the body never comes.
        await RawBackend.SendAsync(connection, "POST / HTTP/1.1\r\nHost: app.localhost\r\nContent-Length: 1000000\r\n\r\nbegin", deadline.Token);

        (await RawBackend.ReadHeadAsync(connection, deadline.Token)).ShouldStartWith("HTTP/1.1 413 Too Large\r\n");
    }

    [Fact]
    public async Task Post_ProcessAnswersBeforeItHasTheBody_ASlowClientThatSendsAllFirstGetsTheAnswer()
    {
        await using var backend = new RawBackend((stream, _, cancellation) =>
            AnswerAsync(stream, "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig", cancellation));
        await using var router = await TestRouter.StartAsync(backend.Address);
        await using var connection = await router.ConnectAsync();
        using var deadline = new CancellationTokenSource(2 * Eventually.Patience);
        var part = new byte[100_000];
        await RawBackend.SendAsync(connection, $"POST / HTTP/1.1\r\nHost: app.localhost\r\nContent-Length: {UploadSeconds * 2 * part.Length}\r\n\r\n", deadline.Token);
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(0.5));
        for (var sent = 0; sent < UploadSeconds * 2; sent++)
        {
            await connection.WriteAsync(part, deadline.Token);
            await pace.WaitForNextTickAsync(deadline.Token);
        }

        (await RawBackend.ReadHeadAsync(connection, deadline.Token)).ShouldStartWith("HTTP/1.1 413 Too Large\r\n");
    }

    [Fact]
    public async Task Post_ClientBreaksOff_TheProcessNotices()
    {
        var arrived = new TaskCompletionSource();
        var noticed = new TaskCompletionSource();
        await using var backend = new RawBackend(async (stream, _, cancellation) =>
        {
            await RawBackend.ReadHeadAsync(stream, cancellation);
            await stream.ReadExactlyAsync(new byte["begin".Length], cancellation);
            arrived.SetResult();
            try
            {
                (await stream.ReadAsync(new byte[1], cancellation)).ShouldBe(0);
            }
            finally
            {
                // The end or the reset of the connection.
                noticed.SetResult();
            }
        });
        await using var router = await TestRouter.StartAsync(backend.Address);
        await using (var connection = await router.ConnectAsync())
        {
            await RawBackend.SendAsync(connection, "POST / HTTP/1.1\r\nHost: app.localhost\r\nContent-Length: 100\r\n\r\nbegin", CancellationToken.None);
            await arrived.Task.WaitAsync(Eventually.Patience);
        }

        await noticed.Task.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task Get_BodyStopsMovingInTheMiddle_TheConnectionIsCutOff()
    {
        await using var backend = new RawBackend(async (stream, _, cancellation) =>
        {
            await RawBackend.ReadHeadAsync(stream, cancellation);
            await RawBackend.SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegin", cancellation);
            await RawBackend.ReadHeadAsync(stream, cancellation);
        });
        await using var router = await TestRouter.StartAsync();
        router.Routes.Set(new AppRoute { App = "app", Hosts = ["app"], Endpoints = [backend.Address], Timeout = TimeSpan.FromMilliseconds(100) });

        await Should.ThrowAsync<HttpRequestException>(() => router.GetAsync());
    }

    [Fact]
    public async Task Upgrade_AnyProtocol_BytesPassBothWaysUntilTheProcessEnds()
    {
        await using var backend = new RawBackend(async (stream, _, cancellation) =>
        {
            var head = await RawBackend.ReadHeadAsync(stream, cancellation);
            head.ShouldContain("Connection: Upgrade\r\n");
            head.ShouldContain("Upgrade: shout/1\r\n");
            await RawBackend.SendAsync(stream, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: shout/1\r\nConnection: Upgrade\r\n\r\nready ", cancellation);
            var word = new byte["hello".Length];
            await stream.ReadExactlyAsync(word, cancellation);
            await RawBackend.SendAsync(stream, Encoding.ASCII.GetString(word).ToUpperInvariant(), cancellation);
        });
        await using var router = await TestRouter.StartAsync(backend.Address);
        await using var connection = await router.ConnectAsync();
        using var deadline = new CancellationTokenSource(Eventually.Patience);

        await RawBackend.SendAsync(connection, "GET / HTTP/1.1\r\nHost: app.localhost\r\nConnection: Upgrade\r\nUpgrade: shout/1\r\n\r\n", deadline.Token);
        var head = await RawBackend.ReadHeadAsync(connection, deadline.Token);
        await RawBackend.SendAsync(connection, "hello", deadline.Token);
        using var reader = new StreamReader(connection);

        head.ShouldStartWith("HTTP/1.1 101 ");
        head.ShouldContain("Upgrade: shout/1\r\n");
        (await reader.ReadToEndAsync(deadline.Token)).ShouldBe("ready HELLO");
    }

    [Fact]
    public async Task Upgrade_ProcessDoesNotWantTo_ItsAnswerArrives()
    {
        await using var backend = new RawBackend((stream, _, cancellation) => AnswerAsync(stream, Ok, cancellation));
        await using var router = await TestRouter.StartAsync(backend.Address);
        await using var connection = await router.ConnectAsync();

        await RawBackend.SendAsync(connection, "GET / HTTP/1.1\r\nHost: app.localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", CancellationToken.None);

        (await RawBackend.ReadHeadAsync(connection, CancellationToken.None)).ShouldStartWith("HTTP/1.1 200 OK\r\n");
    }

    [Fact]
    public async Task Get_ProcessSwitchesUnasked_Is502()
    {
        await using var backend = new RawBackend((stream, _, cancellation) =>
            AnswerAsync(stream, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", cancellation));
        await using var router = await TestRouter.StartAsync(backend.Address);

        using var response = await router.Client.GetAsync(new Uri("http://app.localhost/"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
    }

    private static async Task AnswerAsync(NetworkStream stream, string answer, CancellationToken cancellation)
    {
        while ((await RawBackend.ReadHeadAsync(stream, cancellation)).Length > 0)
            await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), cancellation);
    }
}
