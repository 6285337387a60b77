using System.Net;

namespace Deis.Platform.Apps;

/// <summary>The repositories of an SSH gateway in another process (docs/protocol/builder.md §6).</summary>
/// <param name="http">Its base address is the gateway's.</param>
/// <param name="builderKey">The secret that the gateway shares with the platform.</param>
public sealed class HttpSourceRepositories(HttpClient http, string builderKey) : ISourceRepositories
{
    private const string KeyHeader = "X-Deis-Builder-Auth";

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The gateway is away or refuses; the message says what to do.</exception>
    public async Task RemoveAsync(string app, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Delete, $"repositories/{Uri.EscapeDataString(app)}");
        request.Headers.Add(KeyHeader, builderKey);
        using var response = await SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NoContent)
            return;
        // Having no repository is a 204 too: a 404 is somebody else's, and repositories would stay for ever without a word.
        throw new HttpRequestException(
            response.StatusCode == HttpStatusCode.Forbidden
                ? $"The SSH gateway at {http.BaseAddress} does not take the builder key: give it and the API the same."
                : $"The SSH gateway at {http.BaseAddress} does not remove the repository of {app}: it answers {(int)response.StatusCode}. Is the address right?",
            inner: null,
            response.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"The SSH gateway at {http.BaseAddress} did not answer within {http.Timeout.TotalSeconds:0} s.");
        }
    }
}
