using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Deis.Router.Certificates;
using Deis.Router.Hosts;
using Deis.Router.Upstreams;

namespace Deis.Router.Routes;

/// <summary>
/// The routes of all apps, changed while requests are served. Thread-safe; a change takes effect for every request that arrives after the
/// call has returned, and costs what it changes, not what the table holds.
/// </summary>
public sealed class RouteTable : IDisposable
{
    /// <summary>Beyond this many apps at a time, further ones share one name in metrics.</summary>
    private const int MaxMetricNames = 1000;

    private const string OtherApps = "(other)";

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly IdleWheel _wheel;
    private readonly Dictionary<string, LiveRoute> _apps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, LiveRoute>> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<Upstream, string> _draining = [];
    private readonly Action<Upstream> _onDrained;
    private volatile HostTable _hosts = HostTable.Empty;

    /// <summary>Makes an empty table.</summary>
    /// <param name="platformDomain">The domain below which apps with a short host name live, such as <c>localhost</c>.</param>
    /// <param name="time">The clock; the system's if null.</param>
    /// <exception cref="ArgumentException">The platform domain is not a domain name.</exception>
    public RouteTable(string platformDomain, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(platformDomain);
        if (!HostPattern.TryParse("x." + platformDomain, platformDomain, out _, out var problem))
            throw new ArgumentException($"'{platformDomain}' is not a domain name: {problem}.", nameof(platformDomain));
        PlatformDomain = platformDomain;
        _time = time ?? TimeProvider.System;
        _wheel = new IdleWheel(_time);
        _onDrained = OnDrained;
    }

    /// <summary>The domain below which short host names live.</summary>
    public string PlatformDomain { get; }

    /// <summary>Adds an app's route or replaces it as a whole. Processes that stay keep their connections.</summary>
    /// <returns>Host names that are malformed or that another app has, and certificates that cannot be used; the others work.</returns>
    public IReadOnlyList<RouteProblem> Set(AppRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentException.ThrowIfNullOrWhiteSpace(route.App);
        lock (_gate)
        {
            if (_apps.TryGetValue(route.Name, out var live) && live.Current!.Route.App != route.App)
            {
                Remove(route.Name);
                live = null;
            }
            if (live is null)
                _apps[route.Name] = live = new LiveRoute(route.App, route.Part, _apps.Count < MaxMetricNames ? route.App : OtherApps);

            var before = live.Current?.Route;
            if (before != route)
                Publish(live, route);
            if (before is null || !before.Paths.AsSpan().SequenceEqual(route.Paths.AsSpan()))
                Attach(route, live);
            return [.. ClaimHosts(live, route), .. live.Current!.Certificates.Problems];
        }
    }

    /// <summary>Takes an app, or a part of one, out of the table by its name; parts of an app stay when it goes.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string name)
    {
        lock (_gate)
        {
            if (!_apps.Remove(name, out var live))
                return false;
            _hosts = live.Patterns.Aggregate(_hosts, (hosts, pattern) => hosts.Without(pattern, live));
            var gone = live.Current!.Route;
            // Its paths are the app's again before its processes take no more requests.
            if (gone.Part is not null)
                Detach(gone);
            Publish(live, null);
            return true;
        }
    }

    /// <summary>The names of an app's parts.</summary>
    public IReadOnlyList<string> PartsOf(string app)
    {
        lock (_gate)
            return _parts.TryGetValue(app, out var parts) ? [.. parts.Keys] : [];
    }

    /// <summary>
    /// Waits until no request, download or WebSocket is under way to processes that have left the app's route. Afterwards they can be
    /// stopped without anybody noticing.
    /// </summary>
    /// <exception cref="InvalidOperationException">A process is still in the route; call <see cref="Set"/> without it first.</exception>
    /// <exception cref="OperationCanceledException">The caller's patience ended; requests are still in flight.</exception>
    public Task DrainAsync(string app, IEnumerable<UpstreamAddress> endpoints, CancellationToken cancellation)
    {
        var wanted = endpoints.ToHashSet();
        Task drained;
        lock (_gate)
        {
            if (RoutesOf(app).SelectMany(live => live.Current!.Upstreams).FirstOrDefault(u => wanted.Contains(u.Address)) is { } routed)
                throw new InvalidOperationException($"{routed.Name} is still in the route of {app}; set the route without it, then drain.");
            drained = Task.WhenAll(_draining.Where(d => d.Value == app && wanted.Contains(d.Key.Address)).Select(d => d.Key.Drained));
        }

        return drained.WaitAsync(cancellation);
    }

    /// <summary>The route of an app, or of a part of one, as last set.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out AppRoute? route)
    {
        lock (_gate)
        {
            route = _apps.GetValueOrDefault(name)?.Current?.Route;
            return route is not null;
        }
    }

    /// <summary>The names of all apps in the table, and of their parts.</summary>
    public IReadOnlyList<string> Apps()
    {
        lock (_gate)
            return [.. _apps.Keys];
    }

    /// <summary>Takes all apps out of the table; their connections close as their requests end.</summary>
    public void Dispose()
    {
        foreach (var app in Apps())
            Remove(app);
        _wheel.Dispose();
    }

    /// <summary>Who answers to a host; null for nobody.</summary>
    internal HostClaim? Find(string host) => _hosts.Find(host);

    /// <summary>The certificate that a host is served with; null for the default one.</summary>
    internal ServingCertificate? FindCertificate(string host) =>
        Find(host) is { } claim ? claim.Route.Current?.Certificates.Find(claim.ServerName) : null;

    private IEnumerable<LiveRoute> RoutesOf(string app)
    {
        IEnumerable<LiveRoute> parts = _parts.TryGetValue(app, out var some) ? some.Values : [];
        return _apps.TryGetValue(app, out var live) ? parts.Append(live) : parts;
    }

    // An app may come after its parts.
    private void Attach(AppRoute route, LiveRoute live)
    {
        if (route.Part is not null)
        {
            if (!_parts.TryGetValue(route.App, out var parts))
                _parts[route.App] = parts = new SortedDictionary<string, LiveRoute>(StringComparer.Ordinal);
            parts[route.Name] = live;
        }
        ShareOut(route.App);
    }

    private void Detach(AppRoute route)
    {
        var parts = _parts[route.App];
        parts.Remove(route.Name);
        if (parts.Count == 0)
            _parts.Remove(route.App);
        ShareOut(route.App);
    }

    private void ShareOut(string app)
    {
        if (_apps.TryGetValue(app, out var live))
            live.Parts = _parts.TryGetValue(app, out var parts) ? PathParts.Of(parts.Values) : null;
    }

    private void Publish(LiveRoute live, AppRoute? route)
    {
        var former = live.Current;
        var before = former?.Upstreams ?? [];
        if (route is null)
        {
            live.Publish(null);
            Retire(before, live.App);
            return;
        }

        var after = route.Endpoints.Distinct()
            .Select(address => before.FirstOrDefault(u => u.Address == address && u.ConnectTimeout == route.ConnectTimeout)
                ?? new Upstream(address, route.ConnectTimeout, _time, _wheel, _onDrained))
            .ToImmutableArray();
        live.Publish(new RouteSnapshot(route, after, AppCertificates.Load(route.Certificates, former?.Certificates ?? AppCertificates.None, PlatformDomain)));
        Retire(before.Except(after), live.App);
    }

    private void Retire(IEnumerable<Upstream> upstreams, string app)
    {
        foreach (var upstream in upstreams)
        {
            _draining.Add(upstream, app);
            upstream.Retire();
        }
    }

    private void OnDrained(Upstream upstream)
    {
        lock (_gate)
            _draining.Remove(upstream);
    }

    private List<RouteProblem> ClaimHosts(LiveRoute live, AppRoute route)
    {
        var problems = new List<RouteProblem>();
        var wanted = ImmutableArray.CreateBuilder<HostPattern>(route.Hosts.Length);
        var claimed = live.Patterns;
        var hosts = _hosts;
        foreach (var text in route.Hosts)
        {
            if (!HostPattern.TryParse(text, PlatformDomain, out var pattern, out var error))
            {
                problems.Add(new RouteProblem(text, $"'{text}' is not a host name: {error}."));
                continue;
            }

            if (wanted.Contains(pattern))
                continue;
            wanted.Add(pattern);
            if (!claimed.Contains(pattern))
                hosts = hosts.With(pattern, new HostClaim(live, pattern.ToString()));
            if (hosts.Claims(pattern)[0].Route is var owner && owner != live)
                problems.Add(new RouteProblem(text, $"'{text}' belongs to the app {owner.App}; it works for {live.App} once {owner.App} gives it up."));
        }

        var patterns = wanted.ToImmutable();
        _hosts = claimed.Except(patterns).Aggregate(hosts, (table, pattern) => table.Without(pattern, live));
        live.Patterns = patterns;
        return problems;
    }
}
