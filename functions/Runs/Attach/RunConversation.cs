using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Deis.Functions.Http;
using Deis.Platform.Runtime;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Runs.Attach;

/// <summary>A WebSocket and the streams of a command, in the protocol that Kubernetes has for the same: the first byte of a message names its channel
/// (docs/protocol/controller.md §9.1).</summary>
internal sealed class RunConversation(WebSocket socket) : IAsyncDisposable
{
    /// <summary>Its name among the subprotocols of WebSockets.</summary>
    public const string Protocol = "v5.channel.k8s.io";

    private const byte Input = 0;
    private const byte Output = 1;
    private const byte Errors = 2;
    private const byte Status = 3;
    private const byte Resize = 4;
    private const byte CloseChannel = 255;
    private const int MaxMessageBytes = 64 * 1024;

    private static readonly JsonSerializerOptions _json =
        new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private static readonly JsonSerializerOptions _anyCase = new() { PropertyNameCaseInsensitive = true };

    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _left = new();
    private IAttachedJob? _job;
    private Task? _taking;

    /// <summary>The answer to who does not speak it; null when the request does.</summary>
    /// <param name="request">The request.</param>
    /// <param name="deed">What it is for, as the end of a sentence.</param>
    public static IResult? Refusal(HttpRequest request, string deed)
    {
        var sockets = request.HttpContext.WebSockets;
        return sockets.IsWebSocketRequest && sockets.WebSocketRequestedProtocols.Contains(Protocol)
            ? null
            : ApiResults.Detail(StatusCodes.Status400BadRequest, $"Only a WebSocket with the protocol {Protocol} {deed}.");
    }

    /// <summary>What the caller says before it has a command; null when he leaves instead, says more than <paramref name="mostBytes"/>, or nothing in time.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReceiveAsync(int mostBytes, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var receiving = ReceiveFirstAsync(mostBytes);
        _taking = receiving;
        try
        {
            var first = await receiving.WaitAsync(patience, time, cancellationToken);
            _taking = null;
            return first;
        }
        catch (TimeoutException)
        {
            // It goes on: to cancel it would close the connection before the caller hears why.
            return null;
        }
    }

    /// <summary>Carries bytes both ways until the command has written all.</summary>
    /// <returns>False when the caller left before.</returns>
    public async Task<bool> RunAsync(IAttachedJob job, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _left.Token);
        _job = job;
        _taking = TakeAsync();
        try
        {
            await foreach (var part in job.ReadAsync(over.Token))
            {
                await SendAsync(part.Stream == JobStream.Error ? Errors : Output, part.Bytes, over.Token);
            }
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            return false;
        }
    }

    /// <summary>Tells how the command ended, and closes.</summary>
    public async Task EndAsync(RunStatus status, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(Status, JsonSerializer.SerializeToUtf8Bytes(status, _json), cancellationToken);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
            // Who closes first could cut off what is still on its way.
            await (_taking ??= TakeAsync()).WaitAsync(_farewell, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or TimeoutException)
        {
            // The caller left at the last moment.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        await (_taking ?? Task.CompletedTask);
        _left.Dispose();
    }

    private async Task SendAsync(byte channel, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var message = ArrayPool<byte>.Shared.Rent(bytes.Length + 1);
        try
        {
            message[0] = channel;
            bytes.CopyTo(message.AsMemory(1));
            await socket.SendAsync(message.AsMemory(0, bytes.Length + 1), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message, clearArray: true);
        }
    }

    private async Task<ReadOnlyMemory<byte>?> ReceiveFirstAsync(int mostBytes)
    {
        ArrayBufferWriter<byte> message = new();
        try
        {
            while (message.WrittenCount <= mostBytes)
            {
                var received = await socket.ReceiveAsync(message.GetMemory(), _left.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }
                message.Advance(received.Count);
                if (received.EndOfMessage)
                {
                    return message.WrittenMemory;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // He is gone.
        }
        return null;
    }

    /// <summary>Gives the command what the caller sends; ends the conversation when he leaves.</summary>
    private async Task TakeAsync()
    {
        var buffer = new byte[MaxMessageBytes];
        try
        {
            while (await ReceiveAsync(buffer, _left.Token) is { } length)
            {
                await TakeAsync(buffer.AsMemory(0, length), _left.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or JsonException or ObjectDisposedException)
        {
            // He is gone, or speaks another language.
        }
        await _left.CancelAsync();
    }

    /// <returns>The length of the next message; null when there is none.</returns>
    private async Task<int?> ReceiveAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            length += received.Count;
            if (received.MessageType == WebSocketMessageType.Close || (length == buffer.Length && !received.EndOfMessage))
            {
                return null;
            }
            if (received.EndOfMessage)
            {
                return length;
            }
        }
    }

    private Task TakeAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) => message.Span switch
    {
        _ when _job is null => Task.CompletedTask,
        [Input, _, ..] => _job.WriteAsync(message[1..], cancellationToken),
        [Resize, ..] when JsonSerializer.Deserialize<TerminalSizeMessage>(message.Span[1..], _anyCase) is { Width: > 0, Height: > 0 } size
            => _job.ResizeAsync(new TerminalSize(size.Width, size.Height), cancellationToken),
        [CloseChannel, Input] => _job.EndInputAsync(cancellationToken),
        _ => Task.CompletedTask,
    };
}
