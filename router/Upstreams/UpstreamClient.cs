using System.Net;
using System.Net.Sockets;
using System.Text;
using Deis.Router.Forwarding;
using Deis.Router.Routes;

namespace Deis.Router.Upstreams;

/// <summary>Builds the HTTP client of one process.</summary>
internal static class UpstreamClient
{
    // Shorter than the keep-alive of common app servers (2 s and up), so that it is we who close an idle connection. A server that closes
    // one just when a request arrives would fail that request.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(1);

    private const int MaxResponseHeadersKilobytes = 128;

    public static HttpMessageInvoker Create(UpstreamAddress address, TimeSpan connectTimeout, TimeProvider time)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            // Trace headers belong to the client and the app; they pass unchanged.
            ActivityHeadersPropagator = null,
            PooledConnectionIdleTimeout = IdleTimeout,
            EnableMultipleHttp2Connections = true,
            MaxResponseHeadersLength = MaxResponseHeadersKilobytes,
            RequestHeaderEncodingSelector = EncodingOf,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ConnectCallback = (_, cancellation) => ConnectAsync(address, connectTimeout, time, cancellation),
        };
        return new HttpMessageInvoker(new UnbufferedContentHandler(handler), disposeHandler: true);
    }

    // Bytes outside ASCII pass as they are; the server side does the same. The client asks this for each header it is about to write, which
    // makes it the one place that sees every attempt to send a request; every request has the header that stands for the whole.
    private static Encoding EncodingOf(string header, HttpRequestMessage request)
    {
        if (header == ForwardedHeaders.ForName && request.Options.TryGetValue(SendCount.Key, out var sends))
            sends.Begin(request.Method);
        return Encoding.Latin1;
    }

    private static async ValueTask<Stream> ConnectAsync(
        UpstreamAddress address, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var socket = address.UnixPath is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(EndPointOf(address), either.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            socket.Dispose();
            throw new UpstreamUnreachableException(address, deadline.IsCancellationRequested
                ? new TimeoutException($"no answer within {timeout.TotalSeconds:0.###} s", error)
                : error);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static EndPoint EndPointOf(UpstreamAddress address) =>
        address.UnixPath is { } path ? new UnixDomainSocketEndPoint(path)
        : IPAddress.TryParse(address.Host, out var ip) ? new IPEndPoint(ip, address.Port)
        : new DnsEndPoint(address.Host, address.Port);
}
