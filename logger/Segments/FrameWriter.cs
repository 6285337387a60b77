using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Deis.Logger.Streams;

namespace Deis.Logger.Segments;

/// <summary>Makes the bytes that a segment grows by. Not thread-safe.</summary>
internal sealed class FrameWriter
{
    private const int KeptBytes = 1024 * 1024;

    private ArrayBufferWriter<byte> _bytes = new();

    /// <summary>One frame of consecutive entries, after a header if it begins a segment. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(SegmentHeader? header, IReadOnlyList<LogEntry> entries)
    {
        if (_bytes.Capacity > KeptBytes)
            _bytes = new ArrayBufferWriter<byte>();
        _bytes.ResetWrittenCount();
        if (header is { } values)
            SegmentFormat.WriteHeader(Take(SegmentFormat.HeaderBytes), values);
        var frame = _bytes.WrittenCount;
        Take(SegmentFormat.FramePrefixBytes);
        WriteStart(entries);
        string? source = null;
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), entry.Time.UtcTicks);
            WriteSource(entry.Source == source ? null : entry.Source);
            WriteMessage(entry.Message);
            source = entry.Source;
        }

        Seal(frame);
        return _bytes.WrittenSpan;
    }

    private void WriteStart(IReadOnlyList<LogEntry> entries)
    {
        var start = Take(SegmentFormat.FrameStartBytes);
        BinaryPrimitives.WriteInt64LittleEndian(start, entries[0].Seq);
        BinaryPrimitives.WriteInt64LittleEndian(start[8..], entries[0].Received);
        BinaryPrimitives.WriteInt32LittleEndian(start[16..], entries.Count);
    }

    private void WriteSource(string? source)
    {
        if (source is null)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(Take(sizeof(ushort)), SegmentFormat.SameSource);
            return;
        }

        // A source is ASCII.
        BinaryPrimitives.WriteUInt16LittleEndian(Take(sizeof(ushort)), (ushort)source.Length);
        Encoding.ASCII.GetBytes(source, Take(source.Length));
    }

    private void WriteMessage(string message)
    {
        var room = _bytes.GetSpan(sizeof(int) + Encoding.UTF8.GetMaxByteCount(message.Length));
        var length = Encoding.UTF8.GetBytes(message, room[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(room, length);
        _bytes.Advance(sizeof(int) + length);
    }

    // The prefix can only be known when the body is there; the memory is the writer's own.
    private void Seal(int frame)
    {
        var body = _bytes.WrittenSpan[(frame + SegmentFormat.FramePrefixBytes)..];
        var prefix = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_bytes.WrittenMemory).Span.Slice(frame, SegmentFormat.FramePrefixBytes);
        BinaryPrimitives.WriteInt32LittleEndian(prefix, body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[4..], Crc32.HashToUInt32(body));
    }

    private Span<byte> Take(int length)
    {
        var span = _bytes.GetSpan(length)[..length];
        _bytes.Advance(length);
        return span;
    }
}
