namespace Deis.Platform.Logs;

/// <summary>A stored line.</summary>
/// <param name="Seq">Position in its stream; grows by one per line.</param>
/// <param name="Time">When it was stored.</param>
/// <param name="Source">See <see cref="LogLine.Source"/>.</param>
/// <param name="Message">The text, without a line end.</param>
public sealed record LogEntry(long Seq, DateTimeOffset Time, string Source, string Message);
