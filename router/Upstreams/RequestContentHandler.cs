using System.Net;

namespace Deis.Router.Upstreams;

/// <summary>Gives requests to processes the kind of content with which the HTTP client treats them as a proxy must.</summary>
/// <remarks>
/// The client repeats a request without content when the process closes the connection before it answers. A proxy must not do that to a
/// POST (RFC 9110 §9.2.2), so such a request gets an empty content, which is the same on the wire (<c>Content-Length: 0</c>).
/// And it collects small parts of a body before it sends them. Whoever sends a body of unknown length may be talking to the app in small
/// parts, so these are sent at once.
/// </remarks>
internal sealed class RequestContentHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null)
        {
            if (!MayRepeat(request.Method))
                request.Content = new ByteArrayContent([]);
        }
        else if (request.Version.Major == 1 && request.Content.Headers.ContentLength is null)
        {
            request.Content = new UnbufferedContent(request.Content);
        }

        return base.SendAsync(request, cancellationToken);
    }

    private static bool MayRepeat(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Put || method == HttpMethod.Delete
        || method == HttpMethod.Options || method == HttpMethod.Trace || method == HttpMethod.Connect;

    private sealed class UnbufferedContent : HttpContent
    {
        private readonly HttpContent _inner;

        public UnbufferedContent(HttpContent inner)
        {
            _inner = inner;
            foreach (var (name, values) in inner.Headers.NonValidated)
                Headers.TryAddWithoutValidation(name, values);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            _inner.CopyToAsync(new FlushingStream(stream), context, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
