namespace Deis.Router.Upstreams;

/// <summary>
/// Keeps the HTTP client from sending a request twice that is not idempotent. The client repeats a request without content when the
/// process closes the connection before it answers; a proxy must not do that to a POST (RFC 9110 §9.2.2), so such a request gets an
/// empty content, which is the same on the wire (<c>Content-Length: 0</c>).
/// </summary>
internal sealed class NoReplayHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null && !MayRepeat(request.Method))
            request.Content = new ByteArrayContent([]);
        return base.SendAsync(request, cancellationToken);
    }

    private static bool MayRepeat(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Put || method == HttpMethod.Delete
        || method == HttpMethod.Options || method == HttpMethod.Trace || method == HttpMethod.Connect;
}
