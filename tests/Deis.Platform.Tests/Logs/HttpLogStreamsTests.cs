using Deis.Logger;
using Deis.Platform.Logs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Platform.Tests.Logs;

/// <summary>The client against the real logger.</summary>
public sealed class HttpLogStreamsTests : IAsyncLifetime, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));
    private LoggerServer _server = null!;
    private HttpClient _http = null!;
    private HttpLogStreams _logs = null!;

    public async Task InitializeAsync()
    {
        _server = await LoggerServer.StartAsync(new LoggerOptions { Listen = "127.0.0.1:0" }, NullLoggerFactory.Instance);
        _http = new HttpClient { BaseAddress = new Uri($"http://{_server.EndPoint}"), Timeout = Timeout.InfiniteTimeSpan };
        _logs = new HttpLogStreams(_http);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task Read_AfterAppend_ReturnsTheLinesInOrder()
    {
        await _logs.AppendAsync("builds/deploy-1", [new LogLine("build", "one"), new LogLine("build", "zwei ü")], _limit.Token);

        var entries = await _logs.ReadAsync("builds/deploy-1", new LogQuery(), _limit.Token).ToListAsync(_limit.Token);

        entries.Select(e => (e.Source, e.Message)).ShouldBe([("build", "one"), ("build", "zwei ü")]);
        entries[1].Seq.ShouldBe(entries[0].Seq + 1);
    }

    [Theory]
    [InlineData('\u0001')] // six bytes in JSON
    [InlineData('\r')] // a line of its own
    [InlineData('ü')]
    public async Task Append_AsMuchAsIsSafe_IsTaken(char character)
    {
        var lines = Enumerable.Repeat(new LogLine("web.v2.abcde", new string(character, 15_000)), ILogStreams.MaxCharacters / 15_000).ToList();

        await _logs.AppendAsync("noisy", lines, _limit.Token);

        (await _logs.ReadAsync("noisy", new LogQuery(), _limit.Token).ToListAsync(_limit.Token)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Read_Following_GetsLinesThatComeLater()
    {
        await _logs.AppendAsync("myapp", [new LogLine("web.v2.abcde", "before")], _limit.Token);
        await using var entries = _logs.ReadAsync("myapp", new LogQuery(Follow: true), _limit.Token).GetAsyncEnumerator(_limit.Token);
        (await entries.MoveNextAsync()).ShouldBeTrue();

        await _logs.AppendAsync("myapp", [new LogLine("web.v2.abcde", "after")], _limit.Token);

        (await entries.MoveNextAsync()).ShouldBeTrue();
        entries.Current.Message.ShouldBe("after");
    }

    [Fact]
    public async Task OpenText_UnknownOrDeletedStream_IsNull()
    {
        await _logs.AppendAsync("gone", [new LogLine("web.v2.abcde", "x")], _limit.Token);
        await _logs.DeleteAsync("gone", _limit.Token);

        (await _logs.OpenTextAsync("gone", new LogQuery(), _limit.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task OpenText_OfOneProcess_LeavesTheOthersOut()
    {
        await _logs.AppendAsync("myapp", [new LogLine("web.v2.abcde", "from web"), new LogLine("worker.v2.abcde", "from worker")], _limit.Token);

        await using var text = await _logs.OpenTextAsync("myapp", new LogQuery(Process: "worker"), _limit.Token);

        using var reader = new StreamReader(text!);
        var shown = await reader.ReadToEndAsync(_limit.Token);
        shown.ShouldContain("from worker");
        shown.ShouldNotContain("from web");
    }
}
