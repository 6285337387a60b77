using System.Net.Sockets;
using System.Text;

namespace Deis.Functions.Tests.Support;

/// <summary>A connection to the API for what no client would send, or see. Texts are bytes, as in Latin 1.</summary>
public sealed class RawConnection : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;

    private RawConnection(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new StreamReader(_stream, Encoding.Latin1);
    }

    /// <summary>Connects.</summary>
    /// <param name="api">The API.</param>
    /// <param name="window">How many bytes the system may take for who does not read them; null for its own choice.</param>
    public static async Task<RawConnection> OpenAsync(ApiHost api, int? window = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (window is { } bytes)
        {
            socket.ReceiveBufferSize = bytes;
        }
        await socket.ConnectAsync(api.Http.BaseAddress!.Host, api.Http.BaseAddress.Port);
        return new RawConnection(socket);
    }

    public Task SendAsync(string text) => _stream.WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    /// <summary>The next line of the answer; null when the connection has been closed.</summary>
    public Task<string?> LineAsync() => _reader.ReadLineAsync();

    /// <summary>The next byte of the answer.</summary>
    /// <exception cref="EndOfStreamException">The connection has been closed.</exception>
    public async Task<byte> ByteAsync()
    {
        var next = new char[1];
        return await _reader.ReadAsync(next) == 1 ? (byte)next[0] : throw new EndOfStreamException();
    }

    /// <summary>Sends a byte now and then until the answer begins, and gives its first line.</summary>
    public async Task<string?> TrickleAsync()
    {
        var answer = LineAsync();
        using var timer = new PeriodicTimer(Pause);
        while (!answer.IsCompleted && await timer.WaitForNextTickAsync())
        {
            try
            {
                await SendAsync("x");
            }
            catch (IOException)
            {
                break;
            }
        }
        return await answer;
    }

    /// <summary>Reads the rest of the answer, until the connection is closed.</summary>
    /// <returns>False when it was broken.</returns>
    public async Task<bool> IsClosedAsync()
    {
        try
        {
            await _reader.ReadToEndAsync();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        return _stream.DisposeAsync();
    }
}
