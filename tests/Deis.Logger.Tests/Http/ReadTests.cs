using System.Net;
using Deis.Logger.Tests.Support;

namespace Deis.Logger.Tests.Http;

public class ReadTests
{
    [Fact]
    public async Task Get_AppAndControllerLines_LookAsInTheOriginal()
    {
        await using var logger = await TestLogger.StartAsync();
        using var stored = await logger.PostRawAsync(
            "foo",
            TestLogger.Line("web.v2.nzf60", "test message", "2016-10-18T20:29:38+00:00") + "\n"
            + TestLogger.Line("deis[controller]", "INFO admin deployed 2fd9226", "2016-10-18T22:29:39.9+02:00"));

        (await logger.TextAsync("foo")).ShouldBe(
            "2016-10-18T20:29:38+00:00 foo[web.v2.nzf60]: test message\n"
            + "2016-10-18T20:29:39+00:00 deis[controller]: INFO admin deployed 2fd9226\n");
    }

    [Theory]
    [InlineData("foo?log_lines=2", 2)]
    [InlineData("foo/?log_lines=2", 2)]
    [InlineData("foo", 100)]
    [InlineData("foo?log_lines=nonsense", 100)]
    [InlineData("foo?log_lines=99999999999999", 150)]
    [InlineData("foo?after=0", 150)]
    public async Task Get_LogLines_AreTheNewestOldestFirst(string streamAndQuery, int expected)
    {
        await using var logger = await TestLogger.StartAsync();
        await logger.StoreAsync("foo", [.. Enumerable.Range(1, 150).Select(i => $"line {i}")]);

        var messages = await logger.MessagesAsync(streamAndQuery);

        messages.ShouldBe(Enumerable.Range(151 - expected, expected).Select(i => $"line {i}"));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("foo?log_lines=0")]
    [InlineData("foo?process=worker")]
    [InlineData("foo?since=2090-01-01T00:00:00Z")]
    public async Task Get_NothingFound_Is204(string streamAndQuery)
    {
        await using var logger = await TestLogger.StartAsync();
        await logger.StoreAsync("foo", "line");

        using var response = await logger.Client.GetAsync(new Uri($"/logs/{streamAndQuery}", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Get_Process_OnlyItsLines()
    {
        await using var logger = await TestLogger.StartAsync();
        using var stored = await logger.PostRawAsync("foo", string.Join('\n', new[] { "web.v1.a", "webby.v1.b", "web", "deis[web]", "web.v2.c" }.Select(s => TestLogger.Line(s, s))));

        (await logger.MessagesAsync("foo?process=web")).ShouldBe(["web.v1.a", "web", "web.v2.c"]);
        (await logger.MessagesAsync("foo?process=web.v1")).ShouldBe(["web.v1.a"]);
        (await logger.MessagesAsync("foo?process=web&log_lines=1")).ShouldBe(["web.v2.c"]);
    }

    [Theory]
    [InlineData("2016-10-18T20:00:00Z", new[] { "new", "now" })]
    [InlineData("2016-10-18T22:00:00%2B02:00", new[] { "new", "now" })]
    [InlineData("10m", new[] { "now" })]
    [InlineData("2147483647d", new[] { "old", "new", "now" })]
    public async Task Get_Since_OnlyLaterLines(string since, string[] expected)
    {
        await using var logger = await TestLogger.StartAsync();
        using var stored = await logger.PostRawAsync(
            "foo",
            TestLogger.Line("web.v1.a", "old", "2016-10-18T19:59:59Z") + "\n" + TestLogger.Line("web.v1.a", "new", "2016-10-18T20:00:00Z") + "\n"
            + TestLogger.Line("web.v1.a", "now"));

        (await logger.MessagesAsync($"foo?since={since}")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("foo?since=yesterday", "since must be")]
    [InlineData("foo?since=-5m", "since must be")]
    [InlineData("foo?after=x", "after must be")]
    [InlineData("a/b/c", "stream is named")]
    [InlineData("..%2Fetc", "stream is named")]
    [InlineData("foo%20bar", "stream is named")]
    [InlineData("", "stream is named")]
    public async Task Get_Senseless_Is400AndSaysWhy(string streamAndQuery, string why)
    {
        await using var logger = await TestLogger.StartAsync();

        using var response = await logger.Client.GetAsync(new Uri($"/logs/{streamAndQuery}", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain(why);
    }

    [Fact]
    public async Task Get_AfterASeq_GoesOnWithoutHolesOrRepetition()
    {
        await using var logger = await TestLogger.StartAsync();
        var third = await logger.StoreAsync("foo", "1", "2", "3");
        await logger.StoreAsync("foo", "4", "5");

        var entries = await logger.EntriesAsync($"foo?after={third}");

        entries.Select(entry => entry.Message).ShouldBe(["4", "5"]);
        entries.Select(entry => entry.Seq).ShouldBe([third + 1, third + 2]);
    }

    [Fact]
    public async Task Get_AfterASeqNoLongerKept_BeginsWithTheGap()
    {
        await using var logger = await TestLogger.StartAsync(new LoggerOptions { Lines = 5 });
        var first = await logger.StoreAsync("foo", "1");
        await logger.StoreAsync("foo", [.. Enumerable.Range(2, 9).Select(i => $"{i}")]);

        var entries = await logger.EntriesAsync($"foo?after={first}");

        entries[0].Dropped.ShouldBe(4);
        entries[0].Message.ShouldBe("… 4 lines dropped");
        entries[0].Seq.ShouldBe(first + 4);
        entries.Skip(1).Select(entry => entry.Message).ShouldBe(["6", "7", "8", "9", "10"]);
    }

    [Fact]
    public async Task Get_StreamDeletedAndBegunAnew_SeqGoesOnGrowing()
    {
        await using var logger = await TestLogger.StartAsync();
        var former = await logger.StoreAsync("foo", "1", "2");
        using var deleted = await logger.Client.DeleteAsync(new Uri("/logs/foo", UriKind.Relative));

        var later = await logger.StoreAsync("foo", "3");

        deleted.StatusCode.ShouldBe(HttpStatusCode.OK);
        later.ShouldBeGreaterThan(former);
        (await logger.MessagesAsync($"foo?after={former}")).ShouldBe(["3"]);
    }
}
