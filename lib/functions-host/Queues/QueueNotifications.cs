using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Deis.FunctionsHost.Queues;

/// <summary>
/// Hears from PostgreSQL that a queue has got something, on one connection for all queues of the process. While it is broken, queues are looked at
/// as often as their listeners would wait at most.
/// </summary>
internal sealed partial class QueueNotifications : IAsyncDisposable
{
    /// <summary>The channel; its payload is the queue's name.</summary>
    public const string Channel = "functions_queue";

    private static readonly TimeSpan ReconnectPause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Channel<bool>> _signals = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly NpgsqlDataSource _database;
    private readonly TimeProvider _time;
    private readonly ILogger<QueueNotifications> _logger;
    private readonly Lazy<Task> _listening;

    /// <summary>Connects when somebody waits for the first time.</summary>
    public QueueNotifications(NpgsqlDataSource database, TimeProvider time, ILogger<QueueNotifications> logger)
    {
        _database = database;
        _time = time;
        _logger = logger;
        _listening = new(() => Task.Run(() => ListenAsync(_stopping.Token)));
    }

    /// <summary>Waits for a notification of a queue, also one that came since the last wait, but not longer than <paramref name="longest"/>.</summary>
    public async Task WaitAsync(string queue, TimeSpan longest, CancellationToken cancellationToken)
    {
        _ = _listening.Value;
        using var limit = new CancellationTokenSource(longest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await SignalOf(queue).Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing came.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_listening.IsValueCreated)
            await _listening.Value.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await ListenOnceAsync(cancellationToken);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException && !cancellationToken.IsCancellationRequested)
            {
                LogBroken(e.Message);
                await Task.Delay(ReconnectPause, _time, cancellationToken);
            }
        }
    }

    private async Task ListenOnceAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notification) => Signal(notification.Payload);
        await using (var listen = new NpgsqlCommand($"listen {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        // What was sent before nobody has heard.
        foreach (var queue in _signals.Keys)
            Signal(queue);
        while (true)
            await connection.WaitAsync(cancellationToken);
    }

    private void Signal(string queue) => SignalOf(queue).Writer.TryWrite(true);

    private Channel<bool> SignalOf(string queue) => _signals.GetOrAdd(
        queue, _ => System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));

    [LoggerMessage(11, LogLevel.Warning, "No notifications of queues from PostgreSQL: {Reason}; queues are polled meanwhile")]
    private partial void LogBroken(string reason);
}
