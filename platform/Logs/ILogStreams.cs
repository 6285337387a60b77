namespace Deis.Platform.Logs;

/// <summary>The log streams of the platform: one per app (<c>myapp</c>), one per build (<c>builds/&lt;operation&gt;</c>).
/// Implemented against the logger's HTTP interface (docs/protocol/logger.md).</summary>
public interface ILogStreams
{
    /// <summary>Characters of messages that a logger takes at a time, whatever they are: it takes 4 MiB, of which one character may need six bytes, and
    /// 100,000 lines, of which one character may begin one.</summary>
    const int MaxCharacters = 90_000;

    /// <summary>Appends lines in order; returns when the logger has them. It stores all or none, so the lines together must not exceed what it takes at
    /// a time: <see cref="MaxCharacters"/> are safe.</summary>
    Task AppendAsync(string stream, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken);

    /// <summary>The entries after <see cref="LogQuery.After"/>, oldest first. With <see cref="LogQuery.Follow"/> the sequence goes on until it is cancelled.</summary>
    IAsyncEnumerable<LogEntry> ReadAsync(string stream, LogQuery query, CancellationToken cancellationToken);

    /// <summary>The rendered text of a stream as <c>deis logs</c> shows it, or null when it has no line. The caller disposes the stream.</summary>
    Task<Stream?> OpenTextAsync(string stream, LogQuery query, CancellationToken cancellationToken);

    /// <summary>Forgets a stream; absence is not an error.</summary>
    Task DeleteAsync(string stream, CancellationToken cancellationToken);
}
