using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Deis.Router.Tests.Support;

/// <summary>A process that sends back what comes over a WebSocket, and the client for it.</summary>
internal static class EchoSocket
{
    public static Task<Backend> StartAsync()
    {
        var webSockets = new WebSocketMiddleware(
            async context =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                var buffer = new byte[4096];
                while (true)
                {
                    var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
                    if (received.MessageType == WebSocketMessageType.Close)
                        break;
                    await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
                }

                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
            },
            Options.Create(new Microsoft.AspNetCore.Builder.WebSocketOptions()), NullLoggerFactory.Instance);
        return Backend.StartAsync(webSockets.Invoke);
    }

    public static async Task<ClientWebSocket> ConnectAsync(TestRouter router, string httpVersion = "1.1")
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = Version.Parse(httpVersion);
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var deadline = new CancellationTokenSource(Eventually.Patience);
        await socket.ConnectAsync(new Uri("ws://app.localhost/chat"), router.Client, deadline.Token);
        return socket;
    }

    public static async Task<string> EchoAsync(WebSocket socket, string text)
    {
        using var deadline = new CancellationTokenSource(Eventually.Patience);
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, deadline.Token);
        var buffer = new byte[4096];
        var received = await socket.ReceiveAsync(buffer, deadline.Token);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}
