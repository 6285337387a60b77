using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Deis.Kubernetes.Pods;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>Both ends of a connection to a container, without the container: the test says what it says.</summary>
internal sealed class ContainerEnd : IDisposable
{
    private readonly Socket _socket;
    private readonly WebSocket _end;

    private ContainerEnd(Socket socket, Socket client)
    {
        _socket = socket;
        _end = WebSocket.CreateFromStream(new NetworkStream(socket, ownsSocket: true), new WebSocketCreationOptions { IsServer = true });
        Connection = new PodConnection(WebSocket.CreateFromStream(new NetworkStream(client, ownsSocket: true), new WebSocketCreationOptions()));
    }

    /// <summary>The end of the platform.</summary>
    public PodConnection Connection { get; }

    public static async Task<ContainerEnd> OpenAsync()
    {
        using Socket listener = new(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Socket client = new(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint!);
        return new ContainerEnd(await listener.AcceptAsync(), client);
    }

    /// <summary>Says something on a channel.</summary>
    public Task SayAsync(PodChannel channel, string text, CancellationToken cancellationToken) =>
        _end.SendAsync((byte[])[(byte)channel, .. Encoding.UTF8.GetBytes(text)], WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);

    /// <summary>What the platform says next: the number of the channel, then the text; null when it has closed.</summary>
    public async Task<string?> HearAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        var received = await _end.ReceiveAsync(buffer, cancellationToken);
        return received.MessageType == WebSocketMessageType.Close ? null : $"{buffer[0]}{Encoding.UTF8.GetString(buffer, 1, received.Count - 1)}";
    }

    /// <summary>Ends the connection as a server does.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) => _end.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);

    /// <summary>Ends the connection without a word.</summary>
    public void Break()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    public void Dispose()
    {
        Connection.Dispose();
        _end.Dispose();
    }
}
