using System.Runtime.CompilerServices;
using System.Text;
using Deis.Platform.Logs;

namespace Deis.Functions.Tests.Support;

/// <summary>Stands in for the logger: streams in memory that can be followed.</summary>
public sealed class StandInLogs : ILogStreams
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<LogEntry>> _streams = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every call fails while this is set.</summary>
    public bool IsAway { get; set; }

    /// <summary>What the last caller asked for.</summary>
    public LogQuery? LastQuery { get; private set; }

    public Task AppendAsync(string stream, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ThrowWhenAway();
            var entries = Entries(stream);
            foreach (var line in lines)
            {
                entries.Add(new LogEntry(entries.Count + 1, TimeProvider.System.GetUtcNow(), line.Source, line.Message));
            }
            Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
        return Task.CompletedTask;
    }

    public Task AppendAsync(string stream, params string[] messages) =>
        AppendAsync(stream, [.. messages.Select(m => new LogLine("web.v2.abcde", m))], CancellationToken.None);

    public async IAsyncEnumerable<LogEntry> ReadAsync(string stream, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = query.After;
        do
        {
            LogEntry[] fresh;
            Task changed;
            lock (_gate)
            {
                ThrowWhenAway();
                fresh = [.. Entries(stream).Where(e => e.Seq > last)];
                changed = _changed.Task;
            }
            foreach (var entry in fresh)
            {
                last = entry.Seq;
                yield return entry;
            }
            if (query.Follow && fresh.Length == 0)
            {
                await changed.WaitAsync(cancellationToken);
            }
        }
        while (query.Follow);
    }

    public Task<Stream?> OpenTextAsync(string stream, LogQuery query, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ThrowWhenAway();
            LastQuery = query;
            var entries = Entries(stream);
            return Task.FromResult<Stream?>(entries.Count == 0 ? null : new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(entries.Select(e => e.Message + "\n")))));
        }
    }

    public Task DeleteAsync(string stream, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ThrowWhenAway();
            _streams.Remove(stream);
        }
        return Task.CompletedTask;
    }

    private List<LogEntry> Entries(string stream) => _streams.TryGetValue(stream, out var entries) ? entries : _streams[stream] = [];

    private void ThrowWhenAway()
    {
        if (IsAway)
        {
            throw new HttpRequestException("The logger is away.");
        }
    }
}
