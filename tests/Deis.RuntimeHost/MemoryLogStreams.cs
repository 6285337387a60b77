using System.Collections.Concurrent;
using Deis.Platform.Logs;

namespace Deis.RuntimeHost;

/// <summary>Log streams in memory. <see cref="Hold"/> makes the logger slow.</summary>
public sealed class MemoryLogStreams : ILogStreams
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(DateTimeOffset Time, LogLine Line)>> _streams = [];

    /// <summary>Appends wait for this before they are done.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>The lines of a stream, as they came.</summary>
    public IReadOnlyList<LogLine> Lines(string stream) => _streams.TryGetValue(stream, out var lines) ? [.. lines.Select(stored => stored.Line)] : [];

    /// <inheritdoc/>
    public async Task AppendAsync(string stream, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken)
    {
        await Hold.WaitAsync(cancellationToken);
        foreach (var line in lines)
            _streams.GetOrAdd(stream, _ => []).Enqueue((TimeProvider.System.GetUtcNow(), line));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LogEntry> ReadAsync(string stream, LogQuery query, CancellationToken cancellationToken) =>
        (_streams.TryGetValue(stream, out var lines) ? lines.ToArray() : [])
            .Select((stored, index) => new LogEntry(index + 1, stored.Time, stored.Line.Source, stored.Line.Message)).ToAsyncEnumerable();

    /// <inheritdoc/>
    public Task<Stream?> OpenTextAsync(string stream, LogQuery query, CancellationToken cancellationToken) => Task.FromResult<Stream?>(null);

    /// <inheritdoc/>
    public Task DeleteAsync(string stream, CancellationToken cancellationToken)
    {
        _streams.TryRemove(stream, out _);
        return Task.CompletedTask;
    }
}
