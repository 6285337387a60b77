using System.Text.Json;

namespace Deis.Logger.Tests.Support;

/// <summary>A reader of NDJSON, entry by entry.</summary>
internal sealed class Follower : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TestLogger.Patience);
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private Follower(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _reader = new StreamReader(body);
    }

    public static async Task<Follower> StartAsync(TestLogger logger, string streamAndQuery)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/logs/{streamAndQuery}", UriKind.Relative));
        request.Headers.Accept.Add(TestLogger.Ndjson);
        var response = await logger.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new Follower(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next entry; null when the stream has ended.</summary>
    public async Task<Entry?> NextAsync()
    {
        var line = await _reader.ReadLineAsync(_deadline.Token);
        return string.IsNullOrEmpty(line) ? null : JsonSerializer.Deserialize<Entry>(line, JsonSerializerOptions.Web);
    }

    public async Task<IReadOnlyList<Entry>> RestAsync()
    {
        var entries = new List<Entry>();
        while (await NextAsync() is { } entry)
            entries.Add(entry);
        return entries;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
        _deadline.Dispose();
    }
}
