using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Logger.Tests.Support;

/// <summary>A logger on a free port, with a client.</summary>
internal sealed class TestLogger : IAsyncDisposable
{
    /// <summary>How long a test waits before it takes something for missing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly LoggerServer _server;

    private TestLogger(LoggerServer server)
    {
        _server = server;
        Client = new HttpClient { BaseAddress = new Uri($"http://{server.EndPoint}"), Timeout = Patience };
    }

    public HttpClient Client { get; }

    public LoggerServer Server => _server;

    public static async Task<TestLogger> StartAsync(LoggerOptions? options = null) => new(
        await LoggerServer.StartAsync((options ?? new LoggerOptions()) with { Listen = "127.0.0.1:0" }, NullLoggerFactory.Instance));

    public Task<HttpResponseMessage> PostAsync(string stream, params string[] messages) =>
        PostRawAsync(stream, string.Concat(messages.Select(message => Line("web.v2.nzf60", message) + "\n")));

    public async Task<HttpResponseMessage> PostRawAsync(string stream, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/x-ndjson");
        return await Client.PostAsync(new Uri($"/logs/{stream}", UriKind.Relative), content);
    }

    /// <summary>Stores lines and gives the number of the last.</summary>
    public async Task<long> StoreAsync(string stream, params string[] messages)
    {
        using var response = await PostAsync(stream, messages);
        response.EnsureSuccessStatusCode();
        return long.Parse(response.Headers.GetValues("Deis-Log-Seq").Single());
    }

    public Task<string> TextAsync(string streamAndQuery) => Client.GetStringAsync(new Uri($"/logs/{streamAndQuery}", UriKind.Relative));

    public async Task<JsonDocument> StatsAsync() => JsonDocument.Parse(await Client.GetStringAsync(new Uri("/stats", UriKind.Relative)));

    public async Task<IReadOnlyList<Entry>> EntriesAsync(string streamAndQuery)
    {
        using var follower = await Follower.StartAsync(this, streamAndQuery);
        return await follower.RestAsync();
    }

    public async Task<string[]> MessagesAsync(string streamAndQuery) => [.. (await EntriesAsync(streamAndQuery)).Select(entry => entry.Message)];

    public static string Line(string source, string message, string? time = null) => time is null
        ? JsonSerializer.Serialize(new { source, message })
        : JsonSerializer.Serialize(new { time, source, message });

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
    }

    internal static MediaTypeWithQualityHeaderValue Ndjson { get; } = new("application/x-ndjson");
}
