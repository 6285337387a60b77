using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Deis.Logger.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Logger.Tests.Http;

public class AccessTests
{
    [Theory]
    [InlineData("GET", "/logs/foo")]
    [InlineData("POST", "/logs/foo")]
    [InlineData("DELETE", "/logs/foo")]
    [InlineData("GET", "/metrics")]
    public async Task Call_TokenIsSet_OnlyItsHolderGetsIn(string method, string path)
    {
        await using var logger = await TestLogger.StartAsync(new LoggerOptions { Token = "s3cret" });

        (await StatusAsync(logger, method, path, null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(logger, method, path, "s3cre")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(logger, method, path, "")).ShouldBe(HttpStatusCode.Unauthorized);
        ((int)await StatusAsync(logger, method, path, "s3cret")).ShouldBeInRange(200, 204);
    }

    [Fact]
    public async Task Health_TokenIsSet_NeedsNone()
    {
        await using var logger = await TestLogger.StartAsync(new LoggerOptions { Token = "s3cret" });

        (await StatusAsync(logger, "GET", "/healthz", null)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(logger, "GET", "/healthz/", null)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Listen_UnixSocketOfAKilledLogger_IsTakenOverAndOnlyForTheOwner()
    {
        var folder = Directory.CreateTempSubdirectory("logger-");
        var path = folder.FullName + "/logger.sock";
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            dead.Bind(new UnixDomainSocketEndPoint(path));

        var options = new LoggerOptions { Listen = "unix:" + path };
        await using (var server = await LoggerServer.StartAsync(options, NullLoggerFactory.Instance))
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            using var client = new HttpClient(new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellation) =>
                {
                    var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            });
            (await client.GetStringAsync(new Uri("http://logger/healthz"))).ShouldBeEmpty();
            await Should.ThrowAsync<IOException>(() => LoggerServer.StartAsync(options, NullLoggerFactory.Instance));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task StartAsync_WrongOptions_SaysWhat()
    {
        var error = await Should.ThrowAsync<ArgumentException>(
            () => LoggerServer.StartAsync(new LoggerOptions { Lines = 0 }, NullLoggerFactory.Instance));

        error.Message.ShouldContain("at least one line");
    }

    private static async Task<HttpStatusCode> StatusAsync(TestLogger logger, string method, string path, string? token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await logger.Client.SendAsync(request);
        return response.StatusCode;
    }
}
