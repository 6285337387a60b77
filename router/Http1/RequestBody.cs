using System.IO.Pipelines;
using System.Net.Sockets;

namespace Deis.Router.Http1;

/// <summary>Sends the body of a request to a process, part by part, as it comes from the client.</summary>
/// <param name="client">Where it comes from.</param>
/// <param name="connection">Where it goes. The first part goes with what is in its output already.</param>
/// <param name="chunked">Whether in chunks.</param>
internal sealed class RequestBody(PipeReader client, Http1Connection connection, bool chunked)
{
    private const int LargestPart = 32 * 1024;

    private bool _readToEnd;

    /// <summary>Whether all of it was sent.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Why it could not be read from the client; null if it could.</summary>
    public Exception? ClientFailure { get; private set; }

    /// <summary>Sends it. Completes when it has been sent or something has failed; never fails itself.</summary>
    public async Task SendAsync()
    {
        try
        {
            while (!_readToEnd)
            {
                if (TryRead() is not { } read)
                {
                    await connection.FlushAsync();
                    read = await ReadAsync();
                }

                if (read.IsCanceled)
                {
                    // Otherwise the server cannot read the rest, and ends the connection before the client has seen the answer.
                    client.AdvanceTo(read.Buffer.Start);
                    return;
                }

                Add(read);
                await connection.FlushAsync();
            }

            IsSent = true;
        }
        catch (Exception) when (ClientFailure is not null)
        {
            connection.Abort();
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The process may have answered all the same.
            return;
        }
    }

    /// <summary>Stops waiting for the client. The connection must have been aborted.</summary>
    public void Stop()
    {
        if (!_readToEnd)
            client.CancelPendingRead();
    }

    // Whatever the server throws here, it is about the client: it left, or broke the rules.
    private ReadResult? TryRead()
    {
        try
        {
            return client.TryRead(out var read) ? read : null;
        }
        catch (Exception error)
        {
            ClientFailure = error;
            throw;
        }
    }

    private async ValueTask<ReadResult> ReadAsync()
    {
        try
        {
            return await client.ReadAsync();
        }
        catch (Exception error)
        {
            ClientFailure = error;
            throw;
        }
    }

    private void Add(ReadResult read)
    {
        var part = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, LargestPart));
        if (!part.IsEmpty)
            connection.Output.AddBody(part, chunked);
        _readToEnd = read.IsCompleted && part.Length == read.Buffer.Length;
        if (_readToEnd && chunked)
            connection.Output.Add("0\r\n\r\n"u8);
        client.AdvanceTo(part.End);
    }
}
