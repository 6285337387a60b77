using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Deis.Platform.Logs;

/// <summary>The logger over HTTP (docs/protocol/logger.md). The client's base address names the logger; its handler may lead to a UNIX socket.</summary>
/// <param name="http">A client without a total timeout, since following a stream takes as long as the stream lives.</param>
public sealed class HttpLogStreams(HttpClient http) : ILogStreams
{
    private static readonly MediaTypeWithQualityHeaderValue Ndjson = new("application/x-ndjson");

    /// <inheritdoc />
    public async Task AppendAsync(string stream, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        foreach (var line in lines)
        {
            JsonSerializer.Serialize(body, line, JsonSerializerOptions.Web);
            body.WriteByte((byte)'\n');
        }

        using var content = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var response = await http.PostAsync(Path(stream), content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<LogEntry> ReadAsync(
        string stream,
        LogQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await GetAsync(stream, query, Ndjson, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NoContent)
        {
            yield break;
        }

        var entries = response.Content.ReadFromJsonLinesAsync<LogEntry>(cancellationToken);
        await foreach (var entry in entries)
        {
            yield return entry;
        }
    }

    /// <inheritdoc />
    public async Task<Stream?> OpenTextAsync(string stream, LogQuery query, CancellationToken cancellationToken)
    {
        var response = await GetAsync(stream, query, new MediaTypeWithQualityHeaderValue("text/plain"), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NoContent)
        {
            response.Dispose();
            return null;
        }

        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task DeleteAsync(string stream, CancellationToken cancellationToken)
    {
        using var response = await http.DeleteAsync(Path(stream), cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private async Task<HttpResponseMessage> GetAsync(
        string stream,
        LogQuery query,
        MediaTypeWithQualityHeaderValue accept,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path(stream)}?{QueryString(query)}");
        request.Headers.Accept.Add(accept);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        return response;
    }

    private static Uri Path(string stream) =>
        new("/logs/" + string.Join('/', stream.Split('/').Select(Uri.EscapeDataString)), UriKind.Relative);

    private static string QueryString(LogQuery query)
    {
        var parts = new List<string> { "after=" + query.After.ToString(CultureInfo.InvariantCulture) };
        parts.Add("log_lines=" + (query.Lines ?? int.MaxValue).ToString(CultureInfo.InvariantCulture));
        if (query.Follow)
        {
            parts.Add("follow=true");
        }

        if (query.Process is { } process)
        {
            parts.Add("process=" + Uri.EscapeDataString(process));
        }

        if (query.Since is { } since)
        {
            parts.Add("since=" + Uri.EscapeDataString(since.ToString("O", CultureInfo.InvariantCulture)));
        }

        return string.Join('&', parts);
    }
}
