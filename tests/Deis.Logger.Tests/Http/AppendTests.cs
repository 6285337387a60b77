using System.Net;
using System.Net.Sockets;
using System.Text;
using Deis.Logger.Tests.Support;

namespace Deis.Logger.Tests.Http;

public class AppendTests
{
    [Fact]
    public async Task Post_Lines_AreStoredWhenItAnswers()
    {
        await using var logger = await TestLogger.StartAsync();

        using var response = await logger.PostAsync("builds/42", "one", "two");
        var last = long.Parse(response.Headers.GetValues("Deis-Log-Seq").Single());

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var entries = await logger.EntriesAsync("builds/42");
        entries.Select(entry => entry.Message).ShouldBe(["one", "two"]);
        entries[^1].Seq.ShouldBe(last);
    }

    [Theory]
    [InlineData("{\"source\":\"web.v1.a\",\"message\":\"fine\"}\nnonsense", "line 2:")]
    [InlineData("\n\n{\"source\":\"web.v1.a\"}", "line 3: it has no \"message\"")]
    [InlineData("{\"message\":\"m\"}", "line 1: it has no \"source\"")]
    [InlineData("{\"source\":\"a b\",\"message\":\"m\"}", "line 1: \"source\" must look like")]
    [InlineData("{\"source\":\"x]: forged\",\"message\":\"m\"}", "line 1: \"source\" must look like")]
    [InlineData("{\"source\":\"web.v1.a\",\"message\":5}", "line 1:")]
    [InlineData("{\"source\":\"web.v1.a\",\"message\":\"m\",\"time\":\"late\"}", "line 1:")]
    [InlineData("[]", "line 1:")]
    [InlineData("null", "line 1: it is null")]
    public async Task Post_OneLineIsWrong_SaysWhichAndStoresNone(string body, string why)
    {
        await using var logger = await TestLogger.StartAsync();

        using var response = await logger.PostRawAsync("foo", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldStartWith(why);
        using var read = await logger.Client.GetAsync(new Uri("/logs/foo", UriKind.Relative));
        read.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Post_BodyTooLarge_Is413()
    {
        await using var logger = await TestLogger.StartAsync(new LoggerOptions { LineBytes = 64, BodyBytes = 1000 });

        using var response = await logger.PostAsync("foo", new string('x', 2000));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData(2_000_000_000)]
    [InlineData(9_000_000_000)]
    public async Task Post_ClaimsAnEnormousBody_Is413(long length)
    {
        await using var logger = await TestLogger.StartAsync();
        using var connection = new TcpClient();
        await connection.ConnectAsync(logger.Server.EndPoint!);
        using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /logs/foo HTTP/1.1\r\nHost: logger\r\nContent-Length: {length}\r\n\r\nx"));

        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 413 Payload Too Large");
    }

    [Fact]
    public async Task Post_InvalidUtf8_Is400()
    {
        await using var logger = await TestLogger.StartAsync();
        using var body = new ByteArrayContent([.. "{\"source\":\"web.v1.a\",\"message\":\""u8, 0xff, 0xfe, .. "\"}"u8]);

        using var response = await logger.Client.PostAsync(new Uri("/logs/foo", UriKind.Relative), body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldStartWith("line 1:");
    }

    [Fact]
    public async Task Post_MessageWithLineEnds_CannotForgeALine()
    {
        await using var logger = await TestLogger.StartAsync();
        await logger.StoreAsync("foo", "real\n2016-10-18T20:29:38+00:00 deis[controller]: INFO forged");

        var lines = (await logger.TextAsync("foo")).TrimEnd('\n').Split('\n');

        lines.Length.ShouldBe(2);
        lines.ShouldAllBe(line => line.Contains(" foo[web.v2.nzf60]: "));
    }

    [Fact]
    public async Task Post_ManyClientsAtOnce_NothingIsLostOrNumberedTwice()
    {
        const int clients = 8;
        const int posts = 25;
        await using var logger = await TestLogger.StartAsync(new LoggerOptions { Lines = 10_000 });

        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            for (var post = 0; post < posts; post++)
                await logger.StoreAsync("foo", $"{client} {post * 2}", $"{client} {(post * 2) + 1}");
        }));

        var entries = await logger.EntriesAsync("foo?after=0");
        entries.Count.ShouldBe(clients * posts * 2);
        entries.Select(entry => entry.Seq - entries[0].Seq).ShouldBe(Enumerable.Range(0, entries.Count).Select(i => (long)i));
        foreach (var ofClient in entries.GroupBy(entry => entry.Message.Split(' ')[0]))
            ofClient.Select(entry => int.Parse(entry.Message.Split(' ')[1])).ShouldBeInOrder();
    }
}
