using Deis.Router.AccessLog;

namespace Deis.Router.Tests.AccessLog;

public class AccessLogFormatTests
{
    private static readonly AccessLogEntry Entry = new()
    {
        Time = new DateTimeOffset(2016, 10, 18, 20, 29, 38, TimeSpan.Zero),
        App = "myapp",
        RemoteAddress = "10.0.0.1",
        Status = 200,
        Method = "GET",
        Target = "/a?b=c",
        Protocol = "HTTP/1.1",
        BytesSent = 1234,
        UserAgent = "curl/8",
        ServerName = "myapp.example.com",
        Upstream = "10.2.0.3:5000",
        Host = "myapp.example.com",
        UpstreamTime = TimeSpan.FromMilliseconds(12),
        RequestTime = TimeSpan.FromMilliseconds(1013.4),
    };

    [Fact]
    public void ToString_Request_IsTheLineOfTheOriginal() =>
        Entry.ToString().ShouldBe(
            "[2016-10-18T20:29:38+00:00] - myapp - 10.0.0.1 - - - 200 - \"GET /a?b=c HTTP/1.1\" - 1234 - \"-\" - \"curl/8\" - "
            + "\"myapp.example.com\" - 10.2.0.3:5000 - myapp.example.com - 0.012 - 1.013");

    [Fact]
    public void ToString_NobodyAsked_HasDashes() =>
        (Entry with { Upstream = null, UpstreamTime = null, ServerName = null, App = AccessLogEntry.UnknownApp }).ToString()
            .ShouldEndWith(" - \"-\" - - - myapp.example.com - - - 1.013");

    [Theory]
    [InlineData("a - b - c")]
    [InlineData("quote \" and \\ slash")]
    [InlineData("line\nbreak\r\u001b[31m")]
    public void ToString_HostileValues_CannotForgeFieldsOrLines(string hostile)
    {
        var line = (Entry with { UserAgent = hostile, Referer = hostile }).ToString();

        line.Split(" - ").Length.ShouldBe(Entry.ToString().Split(" - ").Length);
        line.Count(c => c == '"').ShouldBe(Entry.ToString().Count(c => c == '"'));
        line.Any(char.IsControl).ShouldBeFalse();
    }
}
