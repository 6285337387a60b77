using Deis.Router.Routes;

namespace Deis.Router.Upstreams;

/// <summary>
/// One process of an app while the route names it: counts its requests and owns its connections. An address that leaves the route and
/// comes back is another <see cref="Upstream"/>, so a new process never meets the connections or the count of the old one.
/// </summary>
internal sealed class Upstream(UpstreamAddress address, TimeSpan connectTimeout, TimeProvider time, Action<Upstream> onDrained)
{
    private const int Retired = int.MinValue;

    /// <summary>Outweighs any number of requests in flight, so a process that just refused a connection is chosen last.</summary>
    private const long SuspectLoad = 1L << 32;

    private static readonly TimeSpan SuspectTime = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The number of requests in flight, with the sign bit for "retired": one word, so that counting in and retiring cannot miss each other.
    private int _state;
    private long _suspectUntil = long.MinValue;
    private HttpMessageInvoker? _client;

    public UpstreamAddress Address { get; } = address;

    /// <summary>The address as text, for the access log.</summary>
    public string Name => field ??= Address.ToString();

    public TimeSpan ConnectTimeout { get; } = connectTimeout;

    /// <summary>Completes when the process is retired and its last request has ended.</summary>
    public Task Drained => _drained.Task;

    /// <summary>Requests in flight, plus a penalty while connections to it fail.</summary>
    public long Load => (Volatile.Read(ref _state) & ~Retired)
        + (time.GetTimestamp() < Volatile.Read(ref _suspectUntil) ? SuspectLoad : 0);

    /// <summary>The connections to this process. Only while a request is counted in.</summary>
    public HttpMessageInvoker Client
    {
        get
        {
            if (Volatile.Read(ref _client) is { } client)
                return client;
            var created = UpstreamClient.Create(Address, ConnectTimeout, time);
            if (Interlocked.CompareExchange(ref _client, created, null) is not { } earlier)
                return created;
            created.Dispose();
            return earlier;
        }
    }

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
        Volatile.Write(ref _suspectUntil, time.GetTimestamp() + (long)(SuspectTime.TotalSeconds * time.TimestampFrequency));

    private void Finish()
    {
        _client?.Dispose();
        onDrained(this);
        _drained.TrySetResult();
    }
}
