namespace Deis.Platform.Runtime.Local.Processes;

/// <summary>Gives out loopback ports, each to one process at a time, in turn: a port comes back into use as late as possible. Thread safe.</summary>
internal sealed class PortPool
{
    private readonly int _first;
    private readonly int _count;
    private readonly HashSet<int> _taken = [];
    private int _next;

    public PortPool(int first, int last)
    {
        _first = first;
        _count = last - first + 1;
        // Connections of a former life of the platform may still linger on the ports used first.
        _next = Random.Shared.Next(_count);
    }

    /// <summary>Takes a port that nobody listens on.</summary>
    /// <exception cref="IOException">There is none left.</exception>
    public int Take()
    {
        var listening = ListeningSockets.All().Select(socket => socket.Port).ToHashSet();
        lock (_taken)
        {
            for (var tried = 0; tried < _count; tried++)
            {
                var port = _first + _next;
                _next = (_next + 1) % _count;
                if (!listening.Contains(port) && _taken.Add(port))
                    return port;
            }
        }
        throw new IOException($"All ports from {_first} to {_first + _count - 1} are in use. Widen {LocalRuntimeOptions.Section}:{nameof(LocalRuntimeOptions.FirstPort)} and {nameof(LocalRuntimeOptions.LastPort)}.");
    }

    /// <summary>Gives a port back; its process must be gone.</summary>
    public void Return(int port)
    {
        lock (_taken)
            _taken.Remove(port);
    }
}
