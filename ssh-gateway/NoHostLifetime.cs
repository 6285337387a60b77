using Microsoft.Extensions.Hosting;

namespace Deis.SshGateway;

/// <summary>Leaves signals to whoever runs the gateway; the web application inside it must not stop by itself.</summary>
internal sealed class NoHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
