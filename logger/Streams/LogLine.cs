namespace Deis.Logger.Streams;

/// <summary>A line to be stored; its message is clean and short enough.</summary>
/// <param name="Time">When it was written; null for now.</param>
/// <param name="Source">Who wrote it.</param>
/// <param name="Message">The text.</param>
/// <param name="Dropped">How many lines it stands for that the sender had to drop.</param>
internal readonly record struct LogLine(DateTimeOffset? Time, string Source, string Message, long Dropped = 0);
