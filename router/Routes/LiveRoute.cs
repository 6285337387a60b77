using System.Collections.Immutable;
using Deis.Router.Hosts;
using Deis.Router.Upstreams;
using Microsoft.AspNetCore.Http;

namespace Deis.Router.Routes;

/// <summary>
/// The holder of an app's current route. The host table points to it, so that a change of processes, which is frequent, is one reference
/// swap and leaves the host table alone. Only <see cref="RouteTable"/> changes it.
/// </summary>
internal sealed class LiveRoute(string app, string? part, string metricName)
{
    private volatile RouteSnapshot? _current;
    private volatile PathParts? _parts;
    private uint _cursor;

    public string App { get; } = app;

    /// <summary>The process type that gets the requests, for messages.</summary>
    public string ProcessType { get; } = part ?? "web";

    /// <summary>The app's name in metrics, where the number of names is bounded.</summary>
    public string MetricName { get; } = metricName;

    /// <summary>The route now; null when the app was removed.</summary>
    public RouteSnapshot? Current => _current;

    /// <summary>The hosts it claims.</summary>
    public ImmutableArray<HostPattern> Patterns { get; set; } = [];

    /// <summary>The parts of the app that get some paths; null for none.</summary>
    public PathParts? Parts { set => _parts = value; }

    /// <summary>Who takes a path: a part of the app, else the app.</summary>
    public LiveRoute For(PathString path) => _parts is { } parts && path.Value is { } text ? parts.Find(text) ?? this : this;

    /// <summary>Makes a state the current one. Processes that are not in it may be retired only after this.</summary>
    public void Publish(RouteSnapshot? snapshot) => _current = snapshot;

    /// <summary>
    /// Chooses the process with the fewest requests in flight, going round among equals, and counts the request in. A process that was
    /// retired between choice and count refuses to count; the choice then starts anew from the state that replaced it.
    /// </summary>
    /// <param name="refused">Processes this request could not connect to.</param>
    /// <returns>The chosen process; null when none is left to try.</returns>
    public UpstreamLease? Pick(List<Upstream>? refused)
    {
        while (_current is { } snapshot)
        {
            if (Choose(snapshot, refused) is not { } upstream)
                break;
            if (upstream.TryEnter())
                return new UpstreamLease(snapshot, upstream);
        }

        return null;
    }

    private Upstream? Choose(RouteSnapshot snapshot, List<Upstream>? refused)
    {
        var upstreams = snapshot.Upstreams;
        if (upstreams.IsEmpty)
            return null;

        Upstream? best = null;
        var bestLoad = long.MaxValue;
        var start = Interlocked.Increment(ref _cursor);
        for (uint i = 0; i < upstreams.Length; i++)
        {
            var candidate = upstreams[(int)((start + i) % (uint)upstreams.Length)];
            if (refused is not null && refused.Contains(candidate))
                continue;
            var load = candidate.Load;
            if (load < bestLoad)
                (best, bestLoad) = (candidate, load);
        }

        return best;
    }
}
