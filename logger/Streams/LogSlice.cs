namespace Deis.Logger.Streams;

/// <summary>Part of a stream.</summary>
/// <param name="Entries">The entries, oldest first.</param>
/// <param name="Missing">How many entries were due before them but are no longer kept.</param>
/// <param name="Position">The number of the last entry looked at; reading goes on after it.</param>
/// <param name="Ended">Whether the stream was deleted; nothing will follow.</param>
internal readonly record struct LogSlice(IReadOnlyList<LogEntry> Entries, long Missing, long Position, bool Ended);
