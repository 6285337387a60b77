using System.Net;

namespace Deis.Platform.Runtime.Local;

/// <summary>What the local runtime needs of the edge proxy on the same machine.</summary>
public interface ILocalEdge
{
    /// <summary>
    /// Replaces what the edge knows of an app. When the returned task completes, every new request goes by <paramref name="endpoints"/>.
    /// Neither hosts nor services mean that the edge forgets the app.
    /// </summary>
    Task PublishAsync(AppEndpoints endpoints, CancellationToken cancellationToken);

    /// <summary>
    /// Completes when no request is in flight to any of these endpoints, which a former <see cref="PublishAsync"/> has taken out. The
    /// caller bounds the wait by <paramref name="cancellationToken"/>.
    /// </summary>
    Task DrainAsync(string app, IReadOnlyList<IPEndPoint> endpoints, CancellationToken cancellationToken);
}
