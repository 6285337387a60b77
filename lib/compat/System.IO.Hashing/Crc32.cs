using System.Buffers.Binary;

namespace System.IO.Hashing;

/// <summary>CRC-32 as in ISO 3309 and zip: reflected, written least significant byte first.</summary>
public sealed class Crc32 : NonCryptographicHashAlgorithm
{
    private const uint ReflectedPolynomial = 0xEDB88320;
    private static readonly uint[] Table = MakeTable();

    private uint _crc = uint.MaxValue;

    /// <summary>Starts without data.</summary>
    public Crc32()
        : base(sizeof(uint))
    {
    }

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<byte> source) => _crc = Update(_crc, source);

    /// <inheritdoc/>
    public override void Reset() => _crc = uint.MaxValue;

    /// <inheritdoc/>
    protected override void GetCurrentHashCore(Span<byte> destination) => BinaryPrimitives.WriteUInt32LittleEndian(destination, ~_crc);

    /// <summary>The checksum of the data so far, as a number.</summary>
    public uint GetCurrentHashAsUInt32() => ~_crc;

    /// <summary>The checksum of all of <paramref name="source"/>, as a number.</summary>
    public static uint HashToUInt32(ReadOnlySpan<byte> source) => ~Update(uint.MaxValue, source);

    /// <summary>The checksum of all of <paramref name="source"/>.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> source)
    {
        var hash = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(hash, HashToUInt32(source));
        return hash;
    }

    /// <summary>The checksum of all of <paramref name="source"/>.</summary>
    public static byte[] Hash(byte[] source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Hash(source.AsSpan());
    }

    private static uint Update(uint crc, ReadOnlySpan<byte> source)
    {
        foreach (var value in source)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);

        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) == 1 ? (value >> 1) ^ ReflectedPolynomial : value >> 1;

            table[i] = value;
        }

        return table;
    }
}
