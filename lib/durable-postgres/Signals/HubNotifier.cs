using DurableTask.Postgres.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DurableTask.Postgres.Signals;

/// <summary>
/// Tells other processes about the hub on a connection of its own: a NOTIFY inside of the steps' transactions would make their commits queue up
/// behind each other. Every notice wakes every process of the hub, so all workers together send about one per 10 ms. Notices are hints, not
/// flushed to disk; a lost one costs one poll period.
/// </summary>
internal sealed partial class HubNotifier(
    DurableDataSource database, Hub hub, HubSignals signals, TimeProvider time, ILogger<HubNotifier> logger) : IHubNotifier, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Task _sending = Task.CompletedTask;
    private bool _hasWork;
    private bool _isSending;

    public void Work()
    {
        signals.Work.Set();
        lock (_gate)
        {
            _hasWork = true;
            EnsureSending();
        }
    }

    public void InstanceChanged(string instanceId)
    {
        signals.InstanceChanged(instanceId);
        lock (_gate)
        {
            _changed.Add(instanceId);
            EnsureSending();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sending;
        _stop.Dispose();
    }

    private void EnsureSending()
    {
        if (!_isSending && !_stop.IsCancellationRequested)
        {
            _isSending = true;
            _sending = Task.Run(() => SendAsync(_stop.Token));
        }
    }

    private string? Take()
    {
        lock (_gate)
        {
            if (!_hasWork && _changed.Count == 0)
            {
                _isSending = false;
                return null;
            }

            var text = HubNotice.Write(_hasWork, _changed);
            _changed.Clear();
            _hasWork = false;
            return text;
        }
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        try
        {
            while (Take() is { } text)
            {
                await using var command = database.Source.CreateCommand("select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)")
                    .With(HubNotice.Channel(await hub.GetNumberAsync(cancellation))).With(text);
                await command.ExecuteNonQueryAsync(cancellation);
                await Task.Delay(Pause * signals.LiveWorkers, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The process ends; others poll.
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            LogFailed(logger, error.Message);
            lock (_gate)
            {
                _isSending = false;
            }
        }
    }

    [LoggerMessage(620, LogLevel.Debug, "Other processes could not be notified: {Reason}. They will find the work by polling.")]
    private static partial void LogFailed(ILogger logger, string reason);
}
