using System.Net;
using System.Net.Sockets;
using System.Text;
using Deis.Router.Routes;

namespace Deis.Router.Upstreams;

/// <summary>Builds the client of a process that speaks HTTP/2.</summary>
internal static class Http2Client
{
    private const int MaxResponseHeadersKilobytes = 128;

    public static HttpMessageInvoker Create(UpstreamAddress address, TimeSpan connectTimeout, TimeProvider time) => new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            // Trace headers belong to the client and the app; they pass unchanged.
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = true,
            MaxResponseHeadersLength = MaxResponseHeadersKilobytes,
            // Bytes outside ASCII pass as they are; the server side does the same.
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ConnectCallback = async (_, cancellation) =>
                new NetworkStream(await UpstreamConnector.ConnectAsync(address, connectTimeout, time, cancellation), ownsSocket: true),
        },
        disposeHandler: true);
}
