using System.Buffers;
using System.Net.Sockets;

namespace Deis.Router.Http1;

/// <summary>Passes bytes both ways once client and process speak another protocol, such as WebSocket.</summary>
internal sealed class Tunnel(Stream client, Http1Connection process)
{
    private const int BufferSize = 16 * 1024;

    /// <summary>How many bytes were sent to the client.</summary>
    public long Sent { get; private set; }

    /// <summary>Runs until the process has closed its side, or either end has failed. If only the client closes its side, the process is told.</summary>
    public async Task RunAsync()
    {
        using var ended = new CancellationTokenSource();
        var up = CopyUpAsync(ended.Token);
        await CopyDownAsync();
        process.Abort();
        await ended.CancelAsync();
        await up;
    }

    private async Task CopyDownAsync()
    {
        try
        {
            do
            {
                if (process.Input.IsEmpty)
                    continue;
                await client.WriteAsync(process.Input);
                await client.FlushAsync();
                Sent += process.Input.Length;
                process.Consume(process.Input.Length);
            }
            while (await process.ReceiveAsync());
        }
        catch (Exception error) when (IsEnd(error))
        {
            // One of the two has left; the other is told by the end of its connection.
            return;
        }
    }

    private async Task CopyUpAsync(CancellationToken ended)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await client.ReadAsync(buffer, ended)) > 0)
                await process.SendAsync(buffer.AsMemory(0, read));
            process.EndSending();
        }
        catch (Exception error) when (IsEnd(error))
        {
            process.Abort();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsEnd(Exception error) =>
        error is IOException or SocketException or ObjectDisposedException or OperationCanceledException;
}
