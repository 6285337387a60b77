using System.Buffers;
using System.IO.Pipelines;

namespace Deis.Router.Http1;

/// <summary>Sends the body of an answer to the client, part by part, as it comes from the process.</summary>
/// <param name="connection">Where it comes from.</param>
/// <param name="client">Where it goes.</param>
internal sealed class ResponseBody(Http1Connection connection, PipeWriter client)
{
    /// <summary>How many bytes of body were sent.</summary>
    public long Sent { get; private set; }

    /// <summary>The headers that came after the body.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Trailers { get; private set; } = [];

    /// <summary>Sends a body of known length.</summary>
    /// <exception cref="MalformedAnswerException">It was shorter.</exception>
    public async ValueTask SendAsync(long length)
    {
        while (true)
        {
            var count = (int)Math.Min(length - Sent, connection.Input.Length);
            Write(count);
            connection.Consume(count);
            if (Sent == length)
            {
                // Of a body whose head is out the server sends at the end only what is asked for.
                await client.FlushAsync();
                return;
            }

            await ReceiveAsync("the answer's body is shorter than its head says");
        }
    }

    /// <summary>Sends a body that comes in chunks.</summary>
    /// <exception cref="MalformedAnswerException">It is not one, or ends too early.</exception>
    public async ValueTask SendChunksAsync()
    {
        var decoder = new ChunkedDecoder();
        while (true)
        {
            int consumed;
            do
            {
                Write(decoder.Next(connection.Input.Span, out consumed));
                connection.Consume(consumed);
            }
            while (consumed > 0 && !decoder.IsComplete);

            if (decoder.IsComplete)
                break;
            await ReceiveAsync("the answer's body ends without its last chunk");
        }

        Trailers = decoder.Trailers;
    }

    /// <summary>Sends a body that ends with the connection.</summary>
    public async ValueTask SendUntilCloseAsync()
    {
        do
        {
            Write(connection.Input.Length);
            connection.Consume(connection.Input.Length);
            await client.FlushAsync();
        }
        while (await connection.ReceiveAsync());
    }

    private void Write(int count) => Write(connection.Input.Span[..count]);

    private void Write(ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty)
            return;
        client.Write(part);
        Sent += part.Length;
    }

    // The client gets what is there before the process sends more; the head counts too.
    private async ValueTask ReceiveAsync(string endsEarly)
    {
        await client.FlushAsync();
        if (Sent > 0)
            connection.ExpectMuch();
        if (!await connection.ReceiveAsync())
            throw new MalformedAnswerException(endsEarly);
    }
}
