using System.Net.Sockets;

namespace Deis.Platform.Http;

/// <summary>HTTP clients for the other services of the platform.</summary>
public static class ServiceClient
{
    private const string UnixScheme = "unix:";

    /// <summary>A client whose base address is a service.</summary>
    /// <param name="address">Where it is: <c>http://host:port</c>, or <c>unix:/path/to/socket</c>.</param>
    /// <param name="timeout">For a whole request.</param>
    /// <exception cref="FormatException">The address is neither; the message says what it should be.</exception>
    public static HttpClient Open(string address, TimeSpan timeout)
    {
        SocketsHttpHandler handler = new() { UseProxy = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        return new HttpClient(handler) { BaseAddress = BaseOf(address, handler), Timeout = timeout };
    }

    private static Uri BaseOf(string address, SocketsHttpHandler handler)
    {
        if (address.StartsWith(UnixScheme + "/", StringComparison.Ordinal))
        {
            UnixDomainSocketEndPoint socket = new(address[UnixScheme.Length..]);
            handler.ConnectCallback = (_, cancellationToken) => ConnectAsync(socket, cancellationToken);
            return new Uri("http://service/");
        }
        return Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new FormatException($"'{address}' is no address of a service: give http://host:port, or unix:/path/to/socket.");
    }

    private static async ValueTask<Stream> ConnectAsync(UnixDomainSocketEndPoint endpoint, CancellationToken cancellationToken)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
