using System.Net;
using System.Net.Sockets;
using System.Text;
using Deis.Router.Routes;

namespace Deis.Router.Tests.Support;

/// <summary>A process that does with each connection what a test says, byte by byte.</summary>
internal sealed class RawBackend : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _connections;
    private int _heads;

    public RawBackend(Func<NetworkStream, int, CancellationToken, Task> serve)
    {
        _listener.Start();
        Address = UpstreamAddress.Tcp("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);
        _accepting = AcceptAsync(serve);
    }

    public UpstreamAddress Address { get; }

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Connections over which anything came.</summary>
    public int Heads => Volatile.Read(ref _heads);

    /// <summary>Reads up to the blank line that ends the head of a request.</summary>
    public static async Task<string> ReadHeadAsync(Stream stream, CancellationToken cancellation)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, cancellation) == 0)
                break;
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    public static ValueTask SendAsync(Stream stream, string text, CancellationToken cancellation) =>
        stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellation);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<NetworkStream, int, CancellationToken, Task> serve)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                serving.Add(ServeAsync(client, Interlocked.Increment(ref _connections), serve));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client, int number, Func<NetworkStream, int, CancellationToken, Task> serve)
    {
        using (client)
        {
            try
            {
                if (await client.Client.ReceiveAsync(new byte[1], SocketFlags.Peek, _stop.Token) > 0)
                    Interlocked.Increment(ref _heads);
                await serve(client.GetStream(), number, _stop.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or IOException or SocketException)
            {
                // The test is over, or the router has closed the connection.
                return;
            }
        }
    }
}
