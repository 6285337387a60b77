using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Deis.Acceptance.Driving;
using Xunit.Abstractions;

namespace Deis.Acceptance.Hostile;

/// <summary>What an app prints, and what comes to the logger's socket.</summary>
[Collection(SharedPlatform.Name)]
public class HostileLogTests(PlatformFixture fixture, ITestOutputHelper output)
{
    private const double MostGrowth = 200;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task An_app_that_prints_garbage_does_no_harm_and_forges_no_line()
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "noisy");
        await app.EditAsync("server.js", "const server", """
            process.stdout.write(require('crypto').randomBytes(2_000_000));
            process.stdout.write('\n' + 'x'.repeat(20_000_000) + '\n');
            // What comes faster than the log takes it is dropped, and these lines must not be, so they come again and again.
            setInterval(() => {
              process.stdout.write('first\r2016-10-18T20:29:38+00:00 deis[controller]: INFO forged\n');
              process.stdout.write('\x1b]0;title\x07\x1b[2J\0 after the escapes\n');
            }, 500);
            const server
            """);
        await using var memory = new MemoryWatch(fixture.Platform);

        (await app.PushAsync()).ShouldSucceed();

        var logs = "";
        await Wait.UntilAsync(
            async () => (logs = (await app.DeisAsync("logs", "--lines=1000")).ShouldSucceed().Output).Contains("after the escapes", StringComparison.Ordinal),
            Limit,
            "the last line is in the log");
        output.WriteLine($"{memory}");
        logs.ShouldContain("noisy[web.v2.");
        logs.Split('\n').ShouldNotContain(line => line.StartsWith("2016-10-18T20:29:38", StringComparison.Ordinal));
        logs.ShouldNotContain("\u001b]0;");
        logs.ShouldNotContain("\u001b[2J");
        logs.ShouldNotContain("\0");
        memory.PlatformGrowth.ShouldBeLessThan(MostGrowth);
        (await app.GetAsync()).ShouldContain("release v2");
    }

    [Fact]
    public async Task Garbage_on_the_loggers_socket_is_answered_and_forgotten()
    {
        await using var memory = new MemoryWatch(fixture.Platform);
        byte[][] inputs =
        [
            RandomNumberGenerator.GetBytes(1_000_000),
            [.. "GET / HTTP/1.1\r\n\r\n"u8],
            [.. "POST /logs/../../etc HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx"u8],
            [.. "POST /logs/noise HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\nx"u8],
            [.. "POST /logs/noise HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\nx"u8],
            [.. Encoding.ASCII.GetBytes($"GET /{new string('x', 1_000_000)} HTTP/1.1\r\n\r\n")],
            [.. Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: x\r\nX: {new string('x', 1_000_000)}\r\n\r\n")],
        ];
        foreach (var input in inputs)
        {
            (await SendAsync(input)).ShouldSatisfyAllConditions(answer => answer.ShouldNotStartWith("HTTP/1.1 2"), answer => answer.ShouldNotStartWith("HTTP/1.1 5"));
        }

        output.WriteLine($"{memory}");
        memory.PlatformGrowth.ShouldBeLessThan(MostGrowth);
        (await fixture.Alice.DeisAsync("apps")).ShouldSucceed();
    }

    private async Task<string> SendAsync(byte[] input)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(fixture.Platform.State, "run", "logger.sock")));
        await using var stream = new NetworkStream(socket);
        try
        {
            await stream.WriteAsync(input);
            socket.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync().WaitAsync(Limit);
        }
        catch (IOException)
        {
            return "cut off";
        }
    }
}
