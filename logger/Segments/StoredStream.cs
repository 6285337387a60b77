using Deis.Logger.Streams;

namespace Deis.Logger.Segments;

/// <summary>A stream as an earlier logger kept it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Base">The number before the first line of this life of the stream.</param>
/// <param name="Entries">Its lines, oldest first; numbers can be missing where the disk is damaged.</param>
/// <param name="Segments">The files they are in.</param>
internal sealed record StoredStream(StreamName Name, long Base, IReadOnlyList<LogEntry> Entries, StreamSegments Segments);
