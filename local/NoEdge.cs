using System.Net;
using Deis.Platform.Runtime.Local;

namespace Deis.Local;

/// <summary>The edge of a machine that only builds: no process of it is routed.</summary>
internal sealed class NoEdge : ILocalEdge
{
    /// <inheritdoc />
    public Task PublishAsync(AppEndpoints endpoints, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task DrainAsync(string app, IReadOnlyList<IPEndPoint> endpoints, CancellationToken cancellationToken) => Task.CompletedTask;
}
