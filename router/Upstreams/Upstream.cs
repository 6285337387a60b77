using Deis.Router.Http1;
using Deis.Router.Routes;

namespace Deis.Router.Upstreams;

/// <summary>
/// One process of an app while the route names it: counts its requests and owns its connections. An address that leaves the route and
/// comes back is another <see cref="Upstream"/>, so a new process never meets the connections or the count of the old one.
/// </summary>
internal sealed class Upstream(UpstreamAddress address, TimeSpan connectTimeout, TimeProvider time, IdleWheel wheel, Action<Upstream> onDrained)
{
    private const int Retired = int.MinValue;

    /// <summary>Outweighs any number of requests in flight, so a process that just refused a connection is chosen last.</summary>
    private const long SuspectLoad = 1L << 32;

    private static readonly TimeSpan SuspectTime = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time = time;
    private readonly IdleWheel _wheel = wheel;

    // The number of requests in flight, with the sign bit for "retired": one word, so that counting in and retiring cannot miss each other.
    private int _state;
    private long _suspectUntil = long.MinValue;
    private HttpMessageInvoker? _http2;
    private Http1Pool? _connections;
    private TaskCompletionSource? _drained;
    private int _isOver;

    public UpstreamAddress Address { get; } = address;

    /// <summary>The address as text, for the access log.</summary>
    public string Name => field ??= Address.ToString();

    public TimeSpan ConnectTimeout { get; } = connectTimeout;

    /// <summary>Completes when the process is retired and its last request has ended.</summary>
    public Task Drained
    {
        get
        {
            // Hardly any process is waited for, and most hosts are idle.
            var drained = LazyInitializer.EnsureInitialized(ref _drained, static () => new(TaskCreationOptions.RunContinuationsAsynchronously));
            if (Volatile.Read(ref _isOver) == 1)
                drained.TrySetResult();
            return drained.Task;
        }
    }

    /// <summary>Requests in flight, plus a penalty while connections to it fail.</summary>
    public long Load => (Volatile.Read(ref _state) & ~Retired)
        + (_time.GetTimestamp() < Volatile.Read(ref _suspectUntil) ? SuspectLoad : 0);

    /// <summary>The connections for HTTP/1.1. Only while a request is counted in.</summary>
    public Http1Pool Connections => Once(ref _connections, static self => new Http1Pool(self.Address, self.ConnectTimeout, self._time, self._wheel));

    /// <summary>The client for HTTP/2. Only while a request is counted in.</summary>
    public HttpMessageInvoker Http2 => Once(ref _http2, static self => Http2Client.Create(self.Address, self.ConnectTimeout, self._time));

    /// <summary>Counts a request in.</summary>
    /// <returns>False when the process is retired: it must get no more requests.</returns>
    public bool TryEnter()
    {
        var state = Volatile.Read(ref _state);
        while (state >= 0)
        {
            var seen = Interlocked.CompareExchange(ref _state, state + 1, state);
            if (seen == state)
                return true;
            state = seen;
        }

        return false;
    }

    /// <summary>Counts a request out.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _state) == Retired)
            Finish();
    }

    /// <summary>Refuses requests from now on.</summary>
    public void Retire()
    {
        if (Interlocked.Or(ref _state, Retired) == 0)
            Finish();
    }

    /// <summary>Notes that a connection failed; other processes are preferred for a short time.</summary>
    public void Suspect() =>
        Volatile.Write(ref _suspectUntil, _time.GetTimestamp() + (long)(SuspectTime.TotalSeconds * _time.TimestampFrequency));

    private T Once<T>(ref T? place, Func<Upstream, T> create)
        where T : class, IDisposable
    {
        if (Volatile.Read(ref place) is { } there)
            return there;
        var created = create(this);
        if (Interlocked.CompareExchange(ref place, created, null) is not { } earlier)
            return created;
        created.Dispose();
        return earlier;
    }

    private void Finish()
    {
        _connections?.Dispose();
        _http2?.Dispose();
        onDrained(this);
        Interlocked.Exchange(ref _isOver, 1);
        Volatile.Read(ref _drained)?.TrySetResult();
    }
}
