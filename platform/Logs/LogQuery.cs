namespace Deis.Platform.Logs;

/// <summary>Which part of a stream to read.</summary>
/// <param name="Lines">At most this many of the newest lines; null for all that are kept.</param>
/// <param name="After">Only entries with a greater <see cref="LogEntry.Seq"/>.</param>
/// <param name="Follow">Go on with new lines as they arrive.</param>
/// <param name="Process">Only lines of this process type; null for all.</param>
/// <param name="Since">Only lines stored at or after this moment; null for all.</param>
public sealed record LogQuery(int? Lines = null, long After = 0, bool Follow = false, string? Process = null, DateTimeOffset? Since = null);
