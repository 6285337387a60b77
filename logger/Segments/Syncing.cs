using Microsoft.Extensions.Hosting;

namespace Deis.Logger.Segments;

/// <summary>Brings what has been written to the disk every now and then, and once more at the end.</summary>
internal sealed class Syncing(SegmentDisk disk, DiskHealth health, LoggerOptions options, TimeProvider time) : BackgroundService
{
    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Sync();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.SyncEvery == TimeSpan.Zero)
            return;
        using var timer = new PeriodicTimer(options.SyncEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Sync();
    }

    private void Sync()
    {
        try
        {
            disk.Sync();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            health.Failed(error, 0);
        }
    }
}
