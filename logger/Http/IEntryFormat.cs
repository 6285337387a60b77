using System.Buffers;
using Deis.Logger.Streams;

namespace Deis.Logger.Http;

/// <summary>A form in which entries are sent.</summary>
internal interface IEntryFormat
{
    /// <summary>The media type with its parameters.</summary>
    string ContentType { get; }

    /// <summary>Writes one entry with its line end.</summary>
    void Write(LogEntry entry, StreamName stream, IBufferWriter<byte> output);

    /// <summary>Writes what stands for entries that are no longer kept.</summary>
    /// <param name="count">How many.</param>
    /// <param name="before">The number of the last of them.</param>
    /// <param name="now">The time.</param>
    /// <param name="output">Where to.</param>
    void WriteGap(long count, long before, DateTimeOffset now, IBufferWriter<byte> output);
}
