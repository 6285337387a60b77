using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Deis.Logger.Streams;

namespace Deis.Logger.Segments;

/// <summary>Reads the frames of a segment file, up to the first that is torn or damaged.</summary>
internal ref struct FrameReader(ReadOnlySpan<byte> file, SegmentHeader header)
{
    private readonly ReadOnlySpan<byte> _file = file;
    private long _next = header.First;
    private string _source = "";

    /// <summary>How many bytes of the file are sound so far.</summary>
    public int Sound { get; private set; } = SegmentFormat.HeaderBytes;

    /// <summary>Adds the lines of the next frame.</summary>
    /// <returns>False when there is no further sound frame.</returns>
    public bool TryRead(List<LogEntry> entries)
    {
        var rest = _file[Sound..];
        if (rest.Length < SegmentFormat.FramePrefixBytes)
            return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        if (length < SegmentFormat.FrameStartBytes || length > rest.Length - SegmentFormat.FramePrefixBytes)
            return false;
        var body = rest.Slice(SegmentFormat.FramePrefixBytes, length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]) != Crc32.HashToUInt32(body) || BinaryPrimitives.ReadInt64LittleEndian(body) != _next)
            return false;
        ReadLines(body, entries);
        Sound += SegmentFormat.FramePrefixBytes + length;
        return true;
    }

    // The checksum has been compared: what stands here is what was written.
    private void ReadLines(ReadOnlySpan<byte> body, List<LogEntry> entries)
    {
        var received = BinaryPrimitives.ReadInt64LittleEndian(body[8..]);
        var count = BinaryPrimitives.ReadInt32LittleEndian(body[16..]);
        var rest = body[SegmentFormat.FrameStartBytes..];
        for (var i = 0; i < count; i++)
        {
            var time = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(rest), TimeSpan.Zero);
            var sourceLength = BinaryPrimitives.ReadUInt16LittleEndian(rest[8..]);
            rest = rest[10..];
            if (sourceLength != SegmentFormat.SameSource)
            {
                _source = Encoding.ASCII.GetString(rest[..sourceLength]);
                rest = rest[sourceLength..];
            }

            var messageLength = BinaryPrimitives.ReadInt32LittleEndian(rest);
            entries.Add(new LogEntry(_next++, time, _source, Encoding.UTF8.GetString(rest.Slice(sizeof(int), messageLength)), received));
            rest = rest[(sizeof(int) + messageLength)..];
        }
    }
}
