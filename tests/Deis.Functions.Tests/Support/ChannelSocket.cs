using System.Net.WebSockets;
using System.Text;

namespace Deis.Functions.Tests.Support;

/// <summary>The caller's end of a conversation with a command, message by message.</summary>
public sealed class ChannelSocket : IDisposable
{
    public const string Protocol = "v5.channel.k8s.io";

    private readonly ClientWebSocket _socket;
    private readonly CancellationToken _deadline;

    private ChannelSocket(ClientWebSocket socket, CancellationToken deadline)
    {
        _socket = socket;
        _deadline = deadline;
    }

    /// <summary>How the other side has closed it; null before.</summary>
    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    /// <summary>Opens one.</summary>
    /// <returns>The socket, or the status of the refusal.</returns>
    public static async Task<(ChannelSocket? Socket, int Status)> TryOpenAsync(ApiHost api, string path, TestUser? user, CancellationToken deadline)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(Protocol);
        socket.Options.CollectHttpResponseDetails = true;
        if (user is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"token {user.Token}");
        }
        try
        {
            await socket.ConnectAsync(new UriBuilder(api.Http.BaseAddress!) { Scheme = "ws", Path = path }.Uri, deadline);
            return (new ChannelSocket(socket, deadline), 101);
        }
        catch (WebSocketException)
        {
            using (socket)
            {
                return (null, (int)socket.HttpStatusCode);
            }
        }
    }

    public static async Task<ChannelSocket> OpenAsync(ApiHost api, string path, TestUser? user, CancellationToken deadline)
    {
        var (socket, status) = await TryOpenAsync(api, path, user, deadline);
        return socket.ShouldNotBeNull($"the answer is {status}");
    }

    /// <summary>The channel is the first byte.</summary>
    public Task SendAsync(byte[] message) => _socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, _deadline);

    /// <summary>The next message as a text; null when the other side closes.</summary>
    public async Task<string?> ReceiveAsync()
    {
        var buffer = new byte[1024];
        var received = await _socket.ReceiveAsync(buffer, _deadline);
        return received.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    /// <summary>Breaks off.</summary>
    public void Abort() => _socket.Abort();

    public void Dispose() => _socket.Dispose();
}
