using System.Net;
using System.Net.Sockets;
using Deis.Router.Routes;

namespace Deis.Router.Upstreams;

/// <summary>Connects to processes.</summary>
internal static class UpstreamConnector
{
    /// <summary>Connects to a process.</summary>
    /// <exception cref="UpstreamUnreachableException">It takes no connection, or not within the time.</exception>
    /// <exception cref="OperationCanceledException">The caller has given up.</exception>
    public static async ValueTask<Socket> ConnectAsync(
        UpstreamAddress address, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        await using var left = cancellation.UnsafeRegister(static deadline => ((CancellationTokenSource)deadline!).Cancel(), deadline);
        var endPoint = EndPointOf(address);
        var socket = NewSocket(endPoint);
        try
        {
            await socket.ConnectAsync(endPoint, deadline.Token);
            return socket;
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

    private static Socket NewSocket(EndPoint endPoint) => endPoint switch
    {
        UnixDomainSocketEndPoint => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
        IPEndPoint ip => new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true },
        _ => new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true },
    };

    private static EndPoint EndPointOf(UpstreamAddress address) =>
        address.UnixPath is { } path ? new UnixDomainSocketEndPoint(path)
        : IPAddress.TryParse(address.Host, out var ip) ? new IPEndPoint(ip, address.Port)
        : new DnsEndPoint(address.Host, address.Port);
}
