using Deis.FunctionsHost.Discovery;
using Deis.FunctionsHost.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Deis.FunctionsHost.Timers;

/// <summary>
/// Fires one function by its schedule, once for all replicas. Each replica waits for the same time; the one that leases the firing runs it. A firing
/// whose process died is taken over when its lease has run out, and then is past due.
/// </summary>
internal sealed partial class TimerListener(
    TriggeredFunction function, TimerSchedule schedule, TimerStore store, TriggerRunner runner, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(15);

    private readonly Guid _owner = Guid.NewGuid();

    /// <summary>Fires until it is told to stop, and then until a firing that runs is over.</summary>
    /// <param name="stopping">Begins no other firing.</param>
    /// <param name="aborting">Ends one that runs; it is made up for later.</param>
    public async Task ListenAsync(CancellationToken stopping, CancellationToken aborting)
    {
        DateTimeOffset? awaited = null;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var row = await store.EnsureAsync(function.Name, schedule, time.GetUtcNow(), stopping);
                var wait = row.Next - time.GetUtcNow();
                if (wait > TimeSpan.Zero)
                {
                    awaited = row.Next;
                    // Delays are cut to milliseconds; it must not end before its time.
                    var delay = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
                    await Task.Delay(delay < LongestWait ? delay : LongestWait, time, stopping);
                }
                else if (await store.TryLeaseAsync(function.Name, row.Next, _owner, time.GetUtcNow(), Lease, stopping))
                {
                    await FireAsync(row, isPastDue: awaited != row.Next, aborting);
                }
                else
                {
                    awaited = null;
                    await Task.Delay(RetryPause, time, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogUnreachable(e, function.Name);
                await Task.Delay(RetryPause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FireAsync(TimerRow row, bool isPastDue, CancellationToken aborting)
    {
        var began = time.GetUtcNow();
        var status = new ScheduleStatus
        {
            Last = (row.Last ?? default).UtcDateTime,
            Next = schedule.NextAfter(began).UtcDateTime,
            LastUpdated = row.Updated.UtcDateTime,
        };
        var info = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = status };
        using var ended = new CancellationTokenSource();
        var renewing = RenewAsync(ended.Token);
        try
        {
            await runner.RunAsync(function, info, new Dictionary<string, object?>(), aborting);
        }
        catch (Exception) when (aborting.IsCancellationRequested)
        {
            await store.GiveBackAsync(function.Name, _owner, CancellationToken.None);
            return;
        }
        catch (Exception e)
        {
            // The schedule goes on.
            LogFailed(e, function.Name);
        }
        finally
        {
            await ended.CancelAsync();
            await renewing;
        }

        var now = time.GetUtcNow();
        await store.CompleteAsync(function.Name, _owner, began, schedule.NextAfter(now), now, CancellationToken.None);
    }

    private async Task RenewAsync(CancellationToken ended)
    {
        while (true)
        {
            await Task.Delay(Lease / 4, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested)
                return;

            try
            {
                await store.RenewAsync(function.Name, _owner, time.GetUtcNow() + Lease, ended);
            }
            catch (Exception e) when (!ended.IsCancellationRequested)
            {
                LogUnreachable(e, function.Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(21, LogLevel.Warning, "Timer {Function} cannot be read or written")]
    private partial void LogUnreachable(Exception exception, string function);

    [LoggerMessage(22, LogLevel.Error, "Timer function {Function} failed; it runs again when it is due again")]
    private partial void LogFailed(Exception exception, string function);
}
