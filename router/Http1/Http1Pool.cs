using Deis.Router.Routes;
using Deis.Router.Upstreams;

namespace Deis.Router.Http1;

/// <summary>The connections to one process that wait for a request. The last one used is the first to be used again.</summary>
internal sealed class Http1Pool(UpstreamAddress address, TimeSpan connectTimeout, TimeProvider time, IdleWheel wheel) : IDisposable
{
    // Shorter than the keep-alive of common app servers (2 s and up), so that it is we who close an idle connection. A server that closes
    // one just when a request arrives would fail that request.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMilliseconds(1750);

    private readonly Lock _gate = new();
    private readonly List<Http1Connection> _idle = [];
    private bool _isToBeTold;
    private bool _disposed;

    /// <summary>An idle connection that the process has kept open; null if there is none.</summary>
    public Http1Connection? TryTake()
    {
        lock (_gate)
        {
            while (_idle is [.., var last])
            {
                _idle.RemoveAt(_idle.Count - 1);
                if (last.IsUsable)
                    return last;
                last.Dispose();
            }
        }

        return null;
    }

    /// <summary>Makes a connection.</summary>
    /// <exception cref="UpstreamUnreachableException">The process takes none.</exception>
    /// <exception cref="OperationCanceledException">The caller has given up.</exception>
    public async Task<Http1Connection> ConnectAsync(CancellationToken cancellation) =>
        new(await UpstreamConnector.ConnectAsync(address, connectTimeout, time, cancellation), time);

    /// <summary>Keeps a connection for another request.</summary>
    public void Return(Http1Connection connection)
    {
        connection.Listen();
        lock (_gate)
        {
            if (!_disposed)
            {
                _idle.Add(connection);
                if (!_isToBeTold)
                    TellAfter(IdleTimeout);
                return;
            }
        }

        connection.Dispose();
    }

    /// <summary>Closes the idle connections, and others as they are returned.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _idle.ForEach(connection => connection.Dispose());
            _idle.Clear();
        }
    }

    /// <summary>Closes the connections that were idle too long.</summary>
    public void Sweep()
    {
        lock (_gate)
        {
            // Those idle longest are in front.
            var now = time.GetTimestamp();
            var old = 0;
            while (old < _idle.Count && time.GetElapsedTime(_idle[old].IdleSince, now) >= IdleTimeout)
                _idle[old++].Dispose();
            _idle.RemoveRange(0, old);
            _isToBeTold = false;
            if (_idle is [var oldest, ..])
                TellAfter(IdleTimeout - time.GetElapsedTime(oldest.IdleSince, now));
        }
    }

    private void TellAfter(TimeSpan wait)
    {
        _isToBeTold = true;
        wheel.TellAfter(this, wait);
    }
}
