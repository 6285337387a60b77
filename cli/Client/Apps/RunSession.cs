using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;

namespace Deis.Client.Apps;

/// <summary>Talks to a one-off command, or to one inside a process (docs/protocol/controller.md §9.1, §9.11). One may read while another writes; not two of the same.
/// Disposing it before the command has ended stops the former; the latter gets a hang-up.</summary>
public sealed class RunSession : IAsyncDisposable
{
    internal const string Protocol = "v5.channel.k8s.io";

    private const byte Input = 0;
    private const byte Errors = 2;
    private const byte Status = 3;
    private const byte Resize = 4;
    private const byte CloseChannel = 255;
    private const int MaxMessageBytes = 64 * 1024;

    private readonly WebSocket _socket;
    private readonly byte[] _message = new byte[MaxMessageBytes];
    private readonly SemaphoreSlim _sending = new(1, 1);

    internal RunSession(WebSocket socket) => _socket = socket;

    /// <summary>Says what to run, before anything else is said.</summary>
    internal Task StartAsync(RunRequest request, CancellationToken cancellationToken) =>
        SendAsync(JsonSerializer.SerializeToUtf8Bytes(request, ClientJson.Default.RunRequest), cancellationToken);

    /// <summary>Copies what the command writes until it has ended.</summary>
    /// <param name="output">Takes its standard output; of a command with a terminal, everything.</param>
    /// <param name="errors">Takes its standard error.</param>
    /// <param name="cancellationToken">Gives up, and with it the connection.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async Task<RunEnd> CopyToAsync(Stream output, Stream errors, CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                received = await _socket.ReceiveAsync(_message.AsMemory(length), cancellationToken);
                length += received.Count;
            }
            while (!received.EndOfMessage && length < _message.Length);

            if (received.MessageType == WebSocketMessageType.Close)
                return new RunEnd(null, "The connection was closed before the command had ended.");
            if (length > 0 && _message[0] == Status)
                return EndOf(_message.AsSpan(1, length - 1));
            if (length > 1)
                (_message[0] == Errors ? errors : output).Write(_message.AsSpan(1, length - 1));
        }
    }

    /// <summary>Gives bytes to its standard input.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var message = new byte[input.Length + 1];
        message[0] = Input;
        input.CopyTo(message.AsMemory(1));
        await SendAsync(message, cancellationToken);
    }

    /// <summary>Ends its standard input.</summary>
    public Task EndInputAsync(CancellationToken cancellationToken) => SendAsync(new byte[] { CloseChannel, Input }, cancellationToken);

    /// <summary>Tells it that its terminal has another size.</summary>
    public Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken) => SendAsync(
        [Resize, .. JsonSerializer.SerializeToUtf8Bytes(new TerminalSizeMessage(columns, rows), ChannelJson.Default.TerminalSizeMessage)], cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException or OperationCanceledException)
        {
            // It is broken already.
        }
        _socket.Dispose();
        _sending.Dispose();
    }

    // A terminal's size and what is typed come from different threads, and a WebSocket takes one message at a time.
    private async Task SendAsync(byte[] message, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    private static RunEnd EndOf(ReadOnlySpan<byte> json)
    {
        var status = JsonSerializer.Deserialize(json, ChannelJson.Default.ChannelStatus);
        if (status?.Status == "Success")
            return new RunEnd(0, null);
        var code = status?.Details?.Causes?.FirstOrDefault(cause => cause.Reason == "ExitCode")?.Message;
        return int.TryParse(code, NumberStyles.Integer, CultureInfo.InvariantCulture, out var exitCode)
            ? new RunEnd(exitCode, null)
            : new RunEnd(null, status?.Message ?? "The command failed.");
    }
}
