using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Deis.SshGateway.Tests.Support;

/// <summary>A pack of a few hundred bytes whose second object is a delta that claims to become very large.</summary>
internal static class DeltaBomb
{
    private const int BlobType = 3;
    private const int OffsetDeltaType = 6;
    private const int HeaderBytes = 12;

    /// <summary>The pack.</summary>
    public static byte[] Pack(long unpackedBytes)
    {
        byte[] content = [.. "base"u8];
        byte[] first = [.. ObjectHeader(BlobType, content.Length), .. Deflated(content)];
        // Sizes of base and result, then one instruction: copy the base.
        byte[] delta = [.. Varint(content.Length), .. Varint(unpackedBytes), 0x90, (byte)content.Length];
        byte[] second = [.. ObjectHeader(OffsetDeltaType, delta.Length), .. OffsetOf(first.Length), .. Deflated(delta)];
        var header = new byte[HeaderBytes];
        "PACK"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), 2);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), 2);
        byte[] pack = [.. header, .. first, .. second];
#pragma warning disable CA5350 // a pack ends with its SHA-1
        return [.. pack, .. SHA1.HashData(pack)];
#pragma warning restore CA5350
    }

    private static byte[] Deflated(byte[] content)
    {
        using MemoryStream deflated = new();
        using (ZLibStream zlib = new(deflated, CompressionLevel.Optimal))
        {
            zlib.Write(content);
        }

        return deflated.ToArray();
    }

    // Type and the low four bits of the size, then seven bits per byte.
    private static byte[] ObjectHeader(int type, long size)
    {
        var first = (byte)((type << 4) | (int)(size & 15));
        return size < 16 ? [first] : [(byte)(first | 0x80), .. Varint(size >> 4)];
    }

    private static byte[] Varint(long value) => value < 128 ? [(byte)value] : [(byte)(value | 0x80), .. Varint(value >> 7)];

    private static byte[] OffsetOf(int distance) => distance < 128 ? [(byte)distance] : throw new ArgumentOutOfRangeException(nameof(distance));
}
