using Microsoft.Extensions.Hosting;

namespace Deis.Platform.ObjectStorage;

/// <summary>Makes sure of the container or bucket before any other service of the host starts.</summary>
/// <param name="ensure">Makes sure, or throws.</param>
internal sealed class ObjectStoreStartup(Func<CancellationToken, Task> ensure) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => ensure(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
