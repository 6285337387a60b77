using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Deis.Kubernetes.Tests.Support;

/// <summary>A way to a port of 127.0.0.1 that can be shut: open connections break, new ones are refused.</summary>
internal sealed class Gate : IAsyncDisposable
{
    private readonly int _target;
    private readonly ConcurrentDictionary<TcpClient, bool> _open = [];
    private readonly int _port;
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public Gate(int target)
    {
        _target = target;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Where the target is reached through this gate.</summary>
    public Uri Url => new($"https://127.0.0.1:{_port}");

    public async Task ShutAsync()
    {
        _listener?.Dispose();
        _listener = null;
        await _accepting;
        foreach (var client in _open.Keys)
            client.Close();
    }

    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync() => await ShutAsync();

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = CarryAsync(await listener.AcceptTcpClientAsync(CancellationToken.None));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // it is shut
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using TcpClient server = new();
        _open[client] = true;
        _open[server] = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(server.GetStream(), CancellationToken.None), server.GetStream().CopyToAsync(client.GetStream(), CancellationToken.None));
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // the connection is over, for whatever reason
        }
        client.Dispose();
        _open.TryRemove(client, out _);
        _open.TryRemove(server, out _);
    }
}
