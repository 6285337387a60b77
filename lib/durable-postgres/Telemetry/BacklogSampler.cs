using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DurableTask.Postgres.Telemetry;

/// <summary>Keeps the gauges of the backlog fresh while somebody listens to them; meters must not wait for a database themselves.</summary>
internal sealed partial class BacklogSampler(
    EngineMetrics metrics, BacklogReader reader, IOptions<DurableTaskPostgresOptions> options, TimeProvider time, ILogger<BacklogSampler> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.BacklogInterval, time);
        try
        {
            do
            {
                metrics.Observe(metrics.WantsBacklog ? await TryReadAsync(stoppingToken) : null);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task<Backlog?> TryReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadAsync(cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // No value is better than an old one; that the database is away is said by the worker and the health check.
            LogNotRead(logger, error.Message);
            return null;
        }
    }

    [LoggerMessage(690, LogLevel.Debug, "The backlog could not be read: {Reason}")]
    private static partial void LogNotRead(ILogger logger, string reason);
}
