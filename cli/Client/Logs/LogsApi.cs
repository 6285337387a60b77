using System.Runtime.CompilerServices;
using System.Text;
using Deis.Client.Errors;
using Deis.Client.Transport;

namespace Deis.Client.Logs;

/// <summary>Logs of an app.</summary>
public sealed class LogsApi(ApiConnection connection)
{
    /// <summary>Log lines without line ends, each as soon as it comes. Nothing if there are none.</summary>
    public async IAsyncEnumerable<string> ReadAsync(
        string app, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await connection.OpenAsync(
            HttpMethod.Get, ApiPath.App(app, $"logs{query.ToQueryString()}"), null, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
        while (await ReadLineAsync(reader, response, cancellationToken) is { } line)
            yield return line;
    }

    private static async Task<string?> ReadLineAsync(StreamReader reader, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ControllerUnreachableException(response.RequestMessage!.RequestUri!, e);
        }
    }
}
