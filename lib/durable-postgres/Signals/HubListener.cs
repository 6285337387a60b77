using DurableTask.Postgres.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DurableTask.Postgres.Signals;

/// <summary>Hears what other processes say about the hub. It reconnects by itself; while it is down, everyone polls more often.</summary>
internal sealed partial class HubListener(
    DurableDataSource database, Hub hub, HubSignals signals, TimeProvider time, ILogger<HubListener> logger) : IHubListener, IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task? _listening;

    public bool IsUp { get; private set; }

    public void Start()
    {
        lock (_gate)
        {
            if (!_stop.IsCancellationRequested)
            {
                _listening ??= Task.Run(() => ListenAsync(_stop.Token));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_listening is { } listening)
        {
            await listening;
        }

        _stop.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        var pause = FirstPause;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.Source.OpenConnectionAsync(cancellation);
                connection.Notification += (_, notice) => HubNotice.Read(notice.Payload, signals);
                await using var command = new NpgsqlCommand(
                    $"listen {HubNotice.Channel(await hub.GetNumberAsync(cancellation))}", connection);
                await command.ExecuteNonQueryAsync(cancellation);
                IsUp = true;
                pause = FirstPause;
                CatchUp();
                while (true)
                {
                    await connection.WaitAsync(cancellation);
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                IsUp = false;
                LogDown(logger, error.Message, pause);
            }

            await Task.Delay(pause, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private void CatchUp()
    {
        // Whatever was said while nobody listened is made up for by one look.
        signals.Work.Set();
        signals.AnyInstanceChanged();
    }

    [LoggerMessage(621, LogLevel.Warning, "Listening for notices failed: {Reason}. Polling instead; the next try is in {Pause}.")]
    private static partial void LogDown(ILogger logger, string reason, TimeSpan pause);
}
