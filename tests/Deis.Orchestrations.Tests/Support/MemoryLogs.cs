using System.Collections.Concurrent;
using Deis.Platform.Logs;

namespace Deis.Orchestrations.Tests.Support;

/// <summary>Log streams in memory; orchestrations only append and delete.</summary>
public sealed class MemoryLogs : ILogStreams
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _streams = new();
    private readonly ConcurrentDictionary<string, bool> _away = new();

    /// <summary>The lines of a stream.</summary>
    public IReadOnlyList<string> this[string stream] => _streams.TryGetValue(stream, out var lines) ? [.. lines] : [];

    /// <summary>Appending to the stream fails from now on, as when the logger is down.</summary>
    public void TakeAway(string stream) => _away[stream] = true;

    public Task AppendAsync(string stream, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken)
    {
        if (_away.ContainsKey(stream))
        {
            throw new HttpRequestException("The logger is away.");
        }
        var kept = _streams.GetOrAdd(stream, _ => new());
        foreach (var line in lines)
        {
            kept.Enqueue(line.Message);
        }
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<LogEntry> ReadAsync(string stream, LogQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Stream?> OpenTextAsync(string stream, LogQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DeleteAsync(string stream, CancellationToken cancellationToken)
    {
        _streams.TryRemove(stream, out _);
        return Task.CompletedTask;
    }
}
