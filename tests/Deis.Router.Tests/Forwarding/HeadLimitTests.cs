using System.Text;
using Deis.Router.Tests.Support;

namespace Deis.Router.Tests.Forwarding;

/// <summary>Heads of requests are bounded in size, number of lines and time.</summary>
public class HeadLimitTests
{
    private const int Kilobyte = 1024;

    [Theory]
    [InlineData(120 * Kilobyte, 1, 100, "HTTP/1.1 200 OK")]
    [InlineData(130 * Kilobyte, 1, 100, "HTTP/1.1 414 URI Too Long")]
    [InlineData(10, 1, 120 * Kilobyte, "HTTP/1.1 200 OK")]
    [InlineData(10, 1, 130 * Kilobyte, "HTTP/1.1 431 Request Header Fields Too Large")]
    [InlineData(10, 190, 10, "HTTP/1.1 200 OK")]
    [InlineData(10, 201, 10, "HTTP/1.1 431 Request Header Fields Too Large")]
    public async Task Get_HeadThatIsTooLarge_IsRefused(int query, int headers, int bytes, string answer)
    {
        await using var app = await Backend.SayingAsync("hello");
        await using var router = await TestRouter.StartAsync(app.Address);
        await using var connection = await router.ConnectAsync();
        var lines = Enumerable.Range(0, headers).Select(i => $"X-{i}: {new string('x', bytes)}\r\n");
        using var deadline = new CancellationTokenSource(Eventually.Patience);

        await RawBackend.SendAsync(
            connection, $"GET /?q={new string('q', query)} HTTP/1.1\r\nHost: app.localhost\r\nConnection: close\r\n{string.Concat(lines)}\r\n", deadline.Token);

        using var reader = new StreamReader(connection, Encoding.ASCII);
        (await reader.ReadLineAsync(deadline.Token)).ShouldBe(answer);
    }

    [Fact]
    public async Task Get_HeadThatNeverEnds_IsGivenUp()
    {
        await using var router = await TestRouter.StartAsync(new RouterOptions { Listen = ["127.0.0.1:0"], HeadTimeout = TimeSpan.FromSeconds(1) });
        await using var connection = await router.ConnectAsync();
        using var deadline = new CancellationTokenSource(Eventually.Patience);
        await RawBackend.SendAsync(connection, "GET / HTTP/1.1\r\nHost: app.localhost\r\nX-Endless: ", deadline.Token);

        using var reader = new StreamReader(connection, Encoding.ASCII);
        (await reader.ReadLineAsync(deadline.Token)).ShouldBe("HTTP/1.1 408 Request Timeout");
    }

    [Fact]
    public void HeadTimeout_UnlessSet_IsHalfAMinute() => new RouterOptions().HeadTimeout.ShouldBe(TimeSpan.FromSeconds(30));
}
