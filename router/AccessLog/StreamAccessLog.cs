using System.Buffers;
using Microsoft.Extensions.Logging;

namespace Deis.Router.AccessLog;

/// <summary>
/// Writes the access log as lines of text to a stream, in blocks: a line is at most a tenth of a second late. If nobody takes what is written,
/// lines beyond a bound are dropped and counted, since a slow reader of the log must not stop the apps.
/// </summary>
public sealed partial class StreamAccessLog : IAccessLog, IAsyncDisposable
{
    /// <summary>How much waits to be written at most, in bytes.</summary>
    internal const int MaxWaitingBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Stream _stream;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _filled = new(0);
    private readonly Task _writing;
    private ArrayBufferWriter<byte> _waiting = new();
    private ArrayBufferWriter<byte> _spare = new();
    private long _dropped;

    /// <summary>Starts to write.</summary>
    /// <param name="stream">Where to; stays the caller's.</param>
    /// <param name="loggers">Where it is said that lines were dropped.</param>
    /// <param name="time">The clock.</param>
    public StreamAccessLog(Stream stream, ILoggerFactory loggers, TimeProvider time)
    {
        _stream = stream;
        _time = time;
        _logger = loggers.CreateLogger<StreamAccessLog>();
        _writing = WriteBlocksAsync();
    }

    /// <inheritdoc/>
    public void Write(in AccessLogEntry entry)
    {
        bool first;
        lock (_gate)
        {
            if (_waiting.WrittenCount >= MaxWaitingBytes)
            {
                _dropped++;
                return;
            }

            first = _waiting.WrittenCount == 0;
            AccessLogFormat.Write(_waiting, entry);
            _waiting.Write("\n"u8);
        }

        if (first)
            _filled.Release();
    }

    /// <summary>Writes what is left; gives up after two seconds if nobody takes it, for the program must end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing.WaitAsync(LastWait, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_writing.IsCompleted)
            return;
        _stop.Dispose();
        _filled.Dispose();
    }

    private async Task WriteBlocksAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await _filled.WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(Lateness, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WriteBlockAsync();
        }

        await WriteBlockAsync();
    }

    private async Task WriteBlockAsync()
    {
        var (block, dropped) = Take();
        if (dropped > 0)
            LogDropped(dropped);
        try
        {
            await _stream.WriteAsync(block.WrittenMemory, CancellationToken.None);
            await _stream.FlushAsync(CancellationToken.None);
        }
        catch (IOException error)
        {
            LogFailed(error.Message);
        }

        block.ResetWrittenCount();
        _spare = block;
    }

    private (ArrayBufferWriter<byte> Block, long Dropped) Take()
    {
        lock (_gate)
        {
            var taken = (_waiting, _dropped);
            (_waiting, _dropped) = (_spare, 0);
            return taken;
        }
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "{Count} lines of the access log were dropped: nobody took them in time")]
    private partial void LogDropped(long count);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Warning, Message = "A block of the access log could not be written: {Reason}")]
    private partial void LogFailed(string reason);
}
