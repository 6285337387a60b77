using System.Net;

namespace Deis.Router.Upstreams;

/// <summary>
/// Sends small parts of a body at once. The HTTP client would collect them, but whoever sends a body of unknown length may be talking to
/// the app in small parts.
/// </summary>
internal sealed class UnbufferedContentHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Version.Major == 1 && request.Content is { Headers.ContentLength: null } content)
            request.Content = new UnbufferedContent(content);
        return base.SendAsync(request, cancellationToken);
    }

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
