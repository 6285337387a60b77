using Microsoft.Extensions.Hosting;

namespace Deis.Logger.Streams;

/// <summary>Deletes outdated streams and lines now and then.</summary>
internal sealed class Expiry(LogStore store, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await store.ExpireAsync(stoppingToken);
    }
}
