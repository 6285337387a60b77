using System.Buffers;
using System.Net.WebSockets;

namespace Deis.Kubernetes.Pods;

/// <summary>Streams of a container over one WebSocket: the first byte of a message is the number of its channel. One may receive while another sends; not two
/// of the same.</summary>
public sealed class PodConnection(WebSocket socket) : IDisposable
{
    private const int BufferBytes = 32 * 1024;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private PodChannel? _continued;

    /// <summary>The next bytes; null when the server has closed the connection.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async Task<PodMessage?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var received = await socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;
            var bytes = _buffer.AsMemory(0, received.Count);
            var channel = _continued;
            if (channel is null && bytes.Length > 0)
            {
                channel = (PodChannel)bytes.Span[0];
                bytes = bytes[1..];
            }
            _continued = received.EndOfMessage ? null : channel;
            // An empty message opens each channel.
            if (channel is { } known && bytes.Length > 0)
                return new PodMessage(known, bytes.ToArray());
        }
    }

    /// <summary>Sends bytes; waits while the container does not take them.</summary>
    /// <exception cref="WebSocketException">The connection broke, or the container has ended.</exception>
    public async Task SendAsync(PodChannel channel, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var message = ArrayPool<byte>.Shared.Rent(bytes.Length + 1);
        try
        {
            message[0] = (byte)channel;
            bytes.CopyTo(message.AsMemory(1));
            await socket.SendAsync(message.AsMemory(0, bytes.Length + 1), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message, clearArray: true);
        }
    }

    /// <summary>Says that nothing more is sent. The server closes the connection when it has taken all.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public Task EndAsync(CancellationToken cancellationToken) => socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();
}
