using Deis.Platform.Logs;

namespace Deis.Functions.Tests.Maintenance;

/// <summary>Stands in for the logger: notes which streams are deleted.</summary>
internal sealed class RecordedDeletes : ILogStreams
{
    public List<string> Streams { get; } = [];

    /// <summary>Every call fails while this is set.</summary>
    public bool IsAway { get; set; }

    public Task DeleteAsync(string stream, CancellationToken cancellationToken)
    {
        if (IsAway)
            throw new HttpRequestException("The logger is away.");
        Streams.Add(stream);
        return Task.CompletedTask;
    }

    public Task AppendAsync(string stream, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<LogEntry> ReadAsync(string stream, LogQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Stream?> OpenTextAsync(string stream, LogQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();
}
