using System.Net;
using Deis.Client.Errors;

namespace Deis.Client.Transport;

/// <summary>Asks for a WebSocket, and reads what is said instead: the class that opens WebSockets tells nothing but the status.</summary>
/// <param name="http">Sends the request.</param>
/// <param name="read">Reads a refusal.</param>
internal sealed class RefusalHandler(HttpClient http, Func<HttpResponseMessage, CancellationToken, Task<DeisApiException>> read) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode < HttpStatusCode.BadRequest)
            return response;
        using (response)
            throw await read(response, cancellationToken);
    }
}
