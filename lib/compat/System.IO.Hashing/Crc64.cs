using System.Buffers.Binary;

namespace System.IO.Hashing;

/// <summary>CRC-64 as in ECMA-182, annex B: not reflected, written most significant byte first.</summary>
public sealed class Crc64 : NonCryptographicHashAlgorithm
{
    private const ulong Polynomial = 0x42F0E1EBA9EA3693;
    private static readonly ulong[] Table = MakeTable();

    private ulong _crc;

    /// <summary>Starts without data.</summary>
    public Crc64()
        : base(sizeof(ulong))
    {
    }

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<byte> source) => _crc = Update(_crc, source);

    /// <inheritdoc/>
    public override void Reset() => _crc = 0;

    /// <inheritdoc/>
    protected override void GetCurrentHashCore(Span<byte> destination) => BinaryPrimitives.WriteUInt64BigEndian(destination, _crc);

    /// <summary>The checksum of the data so far, as a number.</summary>
    public ulong GetCurrentHashAsUInt64() => _crc;

    /// <summary>The checksum of all of <paramref name="source"/>, as a number.</summary>
    public static ulong HashToUInt64(ReadOnlySpan<byte> source) => Update(0, source);

    /// <summary>The checksum of all of <paramref name="source"/>.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> source)
    {
        var hash = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(hash, HashToUInt64(source));
        return hash;
    }

    /// <summary>The checksum of all of <paramref name="source"/>.</summary>
    public static byte[] Hash(byte[] source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Hash(source.AsSpan());
    }

    private static ulong Update(ulong crc, ReadOnlySpan<byte> source)
    {
        foreach (var value in source)
            crc = Table[(byte)((crc >> 56) ^ value)] ^ (crc << 8);

        return crc;
    }

    private static ulong[] MakeTable()
    {
        var table = new ulong[256];
        for (var i = 0; i < table.Length; i++)
        {
            var value = (ulong)i << 56;
            for (var bit = 0; bit < 8; bit++)
                value = (value >> 63) == 1 ? (value << 1) ^ Polynomial : value << 1;

            table[i] = value;
        }

        return table;
    }
}
