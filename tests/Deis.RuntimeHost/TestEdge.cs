using System.Collections.Concurrent;
using System.Net;
using Deis.Platform.Runtime.Local;

namespace Deis.RuntimeHost;

/// <summary>A small edge: sends requests to the published endpoints in turn and knows which are in flight.</summary>
public sealed class TestEdge : ILocalEdge, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero });
    private readonly ConcurrentDictionary<string, AppEndpoints> _apps = [];
    private readonly ConcurrentDictionary<IPEndPoint, int> _inFlight = [];
    private int _turn;

    /// <summary>What the edge knows of an app; null when it does not know it.</summary>
    public AppEndpoints? Find(string app) => _apps.GetValueOrDefault(app);

    /// <summary>Makes <see cref="DrainAsync"/> wait for its time limit, as with a client that never ends.</summary>
    public bool NeverDrains { get; set; }

    /// <inheritdoc/>
    public Task PublishAsync(AppEndpoints endpoints, CancellationToken cancellationToken)
    {
        if (endpoints.Hosts.Count == 0)
            _apps.TryRemove(endpoints.App, out _);
        else
            _apps[endpoints.App] = endpoints;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task DrainAsync(string app, IReadOnlyList<IPEndPoint> endpoints, CancellationToken cancellationToken)
    {
        while (NeverDrains || endpoints.Any(endpoint => _inFlight.GetValueOrDefault(endpoint) > 0))
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
    }

    /// <summary>A GET through the edge; the body of the answer.</summary>
    /// <exception cref="HttpRequestException">No endpoint, no connection, or a status that is no success.</exception>
    public async Task<string> GetAsync(string app, string path, CancellationToken cancellationToken)
    {
        IPEndPoint endpoint;
        while (true)
        {
            endpoint = Pick(app);
            _inFlight.AddOrUpdate(endpoint, 1, (_, count) => count + 1);
            // A publication between the choice and the count would let the endpoint drain too early.
            if (Find(app)?.Endpoints.Contains(endpoint) == true)
                break;
            _inFlight.AddOrUpdate(endpoint, 0, (_, count) => count - 1);
        }
        try
        {
            return await _http.GetStringAsync(new Uri($"http://{endpoint}{path}"), cancellationToken);
        }
        finally
        {
            _inFlight.AddOrUpdate(endpoint, 0, (_, count) => count - 1);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private IPEndPoint Pick(string app)
    {
        var endpoints = Find(app)?.Endpoints ?? [];
        return endpoints.Count > 0 ? endpoints[(int)((uint)Interlocked.Increment(ref _turn) % endpoints.Count)] : throw new HttpRequestException($"No endpoint for {app}.");
    }
}
