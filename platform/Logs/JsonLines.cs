using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Deis.Platform.Logs;

/// <summary>Reads newline-delimited JSON as it arrives.</summary>
internal static class JsonLines
{
    /// <summary>One object per line of the body, as soon as its line is complete.</summary>
    public static async IAsyncEnumerable<T> ReadFromJsonLinesAsync<T>(
        this HttpContent content,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        using var reader = new StreamReader(body, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                yield return JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)
                    ?? throw new JsonException("The logger sent a line that is JSON null.");
            }
        }
    }
}
