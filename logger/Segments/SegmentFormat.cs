using System.Buffers.Binary;
using System.IO.Hashing;

namespace Deis.Logger.Segments;

/// <summary>
/// The bytes of a segment file (docs/protocol/logger.md §8): a header, then frames. A frame holds the lines of one request, so a torn
/// write loses all of a request or nothing. All numbers are little-endian.
/// </summary>
internal static class SegmentFormat
{
    /// <summary>Magic, base of the stream, number of the first line, checksum of those.</summary>
    public const int HeaderBytes = 8 + sizeof(long) + sizeof(long) + sizeof(uint);

    /// <summary>What stands before the body of a frame: its length and its checksum.</summary>
    public const int FramePrefixBytes = sizeof(int) + sizeof(uint);

    /// <summary>What the body of a frame begins with: number of the first line, when they came, how many.</summary>
    public const int FrameStartBytes = sizeof(long) + sizeof(long) + sizeof(int);

    /// <summary>Stands for the source of the line before.</summary>
    public const ushort SameSource = ushort.MaxValue;

    private static ReadOnlySpan<byte> Magic => "deislog1"u8;

    public static void WriteHeader(Span<byte> header, SegmentHeader values)
    {
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], values.Base);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], values.First);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], Crc32.HashToUInt32(header[..24]));
    }

    /// <summary>Reads the header; null if it is torn or something else.</summary>
    public static SegmentHeader? ReadHeader(ReadOnlySpan<byte> file) =>
        file.Length >= HeaderBytes
        && file.StartsWith(Magic)
        && BinaryPrimitives.ReadUInt32LittleEndian(file[24..]) == Crc32.HashToUInt32(file[..24])
            ? new SegmentHeader(BinaryPrimitives.ReadInt64LittleEndian(file[8..]), BinaryPrimitives.ReadInt64LittleEndian(file[16..]))
            : null;
}
