using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Engine;

/// <summary>Shows that the worker lives and takes over from dead ones.</summary>
internal sealed partial class Heartbeat(WorkerContext worker, EngineHealth health)
{
    private readonly ILogger _logger = worker.Loggers.CreateLogger<Heartbeat>();

    /// <summary>The first beat; also frees at once what processes of this machine held that are gone.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        var buried = await worker.Store.BuryAsync(worker.Identity, ProcessIdentity.IsAlive, cancellation);
        if (buried > 0)
        {
            LogBuried(_logger, buried);
        }

        await BeatAsync(cancellation);
    }

    /// <summary>Beats until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await Task.Delay(worker.Options.HeartbeatInterval, worker.Time, cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await BeatAsync(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                health.Fail(error.Message);
                LogFailed(_logger, error.Message);
            }
        }
    }

    private async Task BeatAsync(CancellationToken cancellation)
    {
        var beat = await worker.Store.BeatAsync(worker.Identity, cancellation);
        worker.Clock.Set(beat.Now);
        worker.Signals.LiveWorkers = beat.LiveWorkers;
        health.Beat(worker.Time.GetTimestamp(), beat.LiveWorkers);
        if (beat.Freed > 0)
        {
            LogTakeover(_logger, beat.Freed);
            worker.Metrics.TakenOver(beat.Freed);
            worker.Notifier.Work();
        }
    }

    [LoggerMessage(660, LogLevel.Information, "{Count} former workers of this machine are gone; what they held is free now.")]
    private static partial void LogBuried(ILogger logger, int count);

    [LoggerMessage(661, LogLevel.Warning, "{Count} instances and activities of dead workers are free now.")]
    private static partial void LogTakeover(ILogger logger, int count);

    [LoggerMessage(662, LogLevel.Warning, "The heartbeat failed: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
