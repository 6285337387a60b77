using Deis.Platform.Logs;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Runtime.Output;

/// <summary>
/// Carries lines to a log stream, in order. While one batch is on its way the next gathers, so a busy program makes few calls and a
/// quiet one waits for nothing. The logger may be away for a while: a bounded number of lines is kept, and what had to go is counted
/// in a line of its own.
/// </summary>
internal sealed partial class LogPump : IAsyncDisposable
{
    private const int MaxHeldCharacters = 4 * 1024 * 1024;
    private const int MaxBatch = 1000;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(5);

    private readonly ILogStreams _streams;
    private readonly string _stream;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Queue<LogLine> _held = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly CancellationTokenSource _abandoned = new();
    private readonly Task _carrying;
    private int _heldCharacters;
    private int _dropped;
    private string _droppedSource = "";
    private bool _completed;

    public LogPump(ILogStreams streams, string stream, TimeProvider time, ILogger logger)
    {
        _streams = streams;
        _stream = stream;
        _time = time;
        _logger = logger;
        _carrying = CarryAsync();
    }

    /// <summary>Takes a line; never waits.</summary>
    public void Add(LogLine line)
    {
        lock (_held)
        {
            if (_completed)
                return;
            if (_heldCharacters + line.Message.Length > MaxHeldCharacters)
            {
                _dropped++;
                _droppedSource = line.Source;
            }
            else
            {
                _held.Enqueue(line);
                _heldCharacters += line.Message.Length;
            }
            Wake();
        }
    }

    /// <summary>Completes when the log has all lines, or after <paramref name="limit"/>.</summary>
    /// <returns>False when lines were lost.</returns>
    public async Task<bool> CompleteAsync(TimeSpan limit)
    {
        lock (_held)
        {
            _completed = true;
            Wake();
        }
        try
        {
            await _carrying.WaitAsync(limit, _time);
            return true;
        }
        catch (TimeoutException)
        {
            LogLost(_stream, limit);
            return false;
        }
    }

    /// <summary>Stops carrying; lines not yet taken are lost.</summary>
    public async ValueTask DisposeAsync()
    {
        await _abandoned.CancelAsync();
        lock (_held)
        {
            _completed = true;
            Wake();
        }
        await _carrying;
        _abandoned.Dispose();
        _wake.Dispose();
    }

    private void Wake()
    {
        if (_wake.CurrentCount == 0)
            _wake.Release();
    }

    private async Task CarryAsync()
    {
        while (true)
        {
            await _wake.WaitAsync();
            while (Take() is { Count: > 0 } batch)
            {
                if (!await AppendAsync(batch))
                    return;
            }
            lock (_held)
            {
                if (_completed && _held.Count == 0 && _dropped == 0)
                    return;
            }
        }
    }

    private List<LogLine> Take()
    {
        var batch = new List<LogLine>();
        var characters = 0;
        lock (_held)
        {
            while (batch.Count < MaxBatch && _held.TryPeek(out var next)
                && ((characters += next.Message.Length) <= ILogStreams.MaxCharacters || batch.Count == 0))
            {
                batch.Add(_held.Dequeue());
                _heldCharacters -= next.Message.Length;
            }
            if (_held.Count == 0 && _dropped > 0)
            {
                batch.Add(new LogLine(_droppedSource, $"{_dropped} lines were dropped here: they came faster than the log could take them") { Dropped = _dropped });
                _dropped = 0;
            }
        }
        return batch;
    }

    private async Task<bool> AppendAsync(List<LogLine> batch)
    {
        for (var pause = FirstRetry; ; pause = pause * 2 < LastRetry ? pause * 2 : LastRetry)
        {
            try
            {
                await _streams.AppendAsync(_stream, batch, _abandoned.Token);
                return true;
            }
            catch (OperationCanceledException) when (_abandoned.IsCancellationRequested)
            {
                return false;
            }
            catch (Exception exception)
            {
                LogAway(exception, _stream);
            }
            try
            {
                await Task.Delay(pause, _time, _abandoned.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    [LoggerMessage(2310, LogLevel.Warning, "The log does not take lines of {Stream}; trying again.")]
    private partial void LogAway(Exception exception, string stream);

    [LoggerMessage(2311, LogLevel.Error, "The log did not take the last lines of {Stream} within {Limit}.")]
    private partial void LogLost(string stream, TimeSpan limit);
}
