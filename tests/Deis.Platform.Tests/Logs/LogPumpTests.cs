using Deis.Logger;
using Deis.Platform.Logs;
using Deis.Platform.Runtime.Output;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Platform.Tests.Logs;

/// <summary>How the output of processes comes to the real logger.</summary>
public sealed class LogPumpTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);
    private readonly BrokenOnce _connection = new(request: 2);
    private LoggerServer _server = null!;
    private HttpClient _http = null!;
    private HttpLogStreams _logs = null!;

    public async Task InitializeAsync()
    {
        _server = await LoggerServer.StartAsync(new LoggerOptions { Listen = "127.0.0.1:0" }, NullLoggerFactory.Instance);
        _http = new HttpClient(_connection) { BaseAddress = new Uri($"http://{_server.EndPoint}") };
        _logs = new HttpLogStreams(_http);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _connection.Dispose();
    }

    [Theory]
    [InlineData('x', 200)]
    [InlineData('\u0001', 100)]
    public async Task Lines_OneRequestIsLost_ComeOnceAndInOrder(char character, int count)
    {
        // More than one request takes.
        var noise = new string(character, 16_000);
        await using LogPump pump = new(_logs, "app", TimeProvider.System, NullLogger.Instance);
        foreach (var i in Enumerable.Range(0, count))
        {
            pump.Add(new LogLine("web.v2.abcde", $"{i} {noise}"));
        }

        (await pump.CompleteAsync(_limit)).ShouldBeTrue();

        _connection.Requests.ShouldBeGreaterThan(2);
        (await NumbersAsync()).ShouldBe(Enumerable.Range(0, count));
    }

    [Fact]
    public async Task Lines_OfNothingButLineEnds_DoNotStopTheLog()
    {
        await using LogPump pump = new(_logs, "app", TimeProvider.System, NullLogger.Instance);
        foreach (var _ in Enumerable.Range(0, 100))
        {
            pump.Add(new LogLine("web.v2.abcde", new string('\r', OutputReader.MaxLine - 1) + "x"));
        }
        pump.Add(new LogLine("web.v2.abcde", "7 is the last line"));

        (await pump.CompleteAsync(_limit)).ShouldBeTrue();

        (await NumbersAsync()).ShouldBe([7]);
    }

    private async Task<List<int>> NumbersAsync()
    {
        var entries = await _logs.ReadAsync("app", new LogQuery(), CancellationToken.None).ToListAsync();
        return [.. entries.Select(entry => entry.Message.Split(' ')[0]).Where(word => int.TryParse(word, out _)).Select(int.Parse)];
    }
}
