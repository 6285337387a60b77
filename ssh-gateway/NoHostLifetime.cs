using Microsoft.Extensions.Hosting;

namespace Deis.SshGateway;

/// <summary>Leaves signals to the program around a web application, which must not stop by itself: the end of a part looks like its failure.</summary>
public sealed class NoHostLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
