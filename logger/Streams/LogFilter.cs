namespace Deis.Logger.Streams;

/// <summary>Which entries of a stream are wanted.</summary>
/// <param name="Process">A process type or the beginning of a source up to a dot; null for all.</param>
/// <param name="Since">The earliest time; null for all.</param>
internal sealed record LogFilter(string? Process = null, DateTimeOffset? Since = null)
{
    public bool Matches(LogEntry entry) =>
        !entry.IsPlaceholder
        && (Since is null || entry.Time >= Since)
        && (Process is null || (entry.Source.StartsWith(Process, StringComparison.Ordinal)
            && (entry.Source.Length == Process.Length || entry.Source[Process.Length] == '.')));
}
