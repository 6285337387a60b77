using System.Net;
using System.Net.Sockets;

namespace Deis.Client.Transport;

/// <summary>
/// Opens the TCP connections of the client. Names below <c>localhost</c> mean this machine without asking DNS, which
/// on most systems does not know them.
/// </summary>
internal static class LoopbackAwareConnector
{
    // A deploy may keep a connection silent for minutes: probes tell a dead peer from a busy one and keep NAT entries alive.
    private const int KeepAliveSeconds = 30;

    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endPoint = context.DnsEndPoint;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds);
            if (ControllerUrl.IsLoopbackName(endPoint.Host))
                await socket.ConnectAsync([IPAddress.Loopback, IPAddress.IPv6Loopback], endPoint.Port, cancellationToken);
            else
                await socket.ConnectAsync(endPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
