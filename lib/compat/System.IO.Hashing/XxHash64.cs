using System.Buffers.Binary;
using System.Numerics;

namespace System.IO.Hashing;

/// <summary>The 64-bit hash of the xxHash family, written most significant byte first.</summary>
public sealed class XxHash64 : NonCryptographicHashAlgorithm
{
    private const int StripeBytes = 32;
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;

    private readonly ulong _seed;
    private readonly byte[] _pending = new byte[StripeBytes];
    private Lanes _lanes;
    private ulong _length;

    /// <summary>Starts with seed 0.</summary>
    public XxHash64()
        : this(0)
    {
    }

    /// <summary>Starts with a seed.</summary>
    public XxHash64(long seed)
        : base(sizeof(ulong))
    {
        _seed = unchecked((ulong)seed);
        _lanes = new Lanes(_seed);
    }

    private int PendingBytes => (int)(_length % StripeBytes);

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<byte> source)
    {
        var pending = PendingBytes;
        _length += (ulong)source.Length;
        if (pending > 0)
        {
            var missing = StripeBytes - pending;
            if (source.Length < missing)
            {
                source.CopyTo(_pending.AsSpan(pending));
                return;
            }

            source[..missing].CopyTo(_pending.AsSpan(pending));
            _lanes.Mix(_pending);
            source = source[missing..];
        }

        while (source.Length >= StripeBytes)
        {
            _lanes.Mix(source);
            source = source[StripeBytes..];
        }

        source.CopyTo(_pending);
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        _lanes = new Lanes(_seed);
        _length = 0;
    }

    /// <inheritdoc/>
    protected override void GetCurrentHashCore(Span<byte> destination) =>
        BinaryPrimitives.WriteUInt64BigEndian(destination, GetCurrentHashAsUInt64());

    /// <summary>The hash of the data so far, as a number.</summary>
    public ulong GetCurrentHashAsUInt64()
    {
        var hash = (_length >= StripeBytes ? _lanes.Merge() : _seed + Prime5) + _length;
        return Avalanche(MixTail(hash, _pending.AsSpan(0, PendingBytes)));
    }

    /// <summary>The hash of all of <paramref name="source"/>, as a number.</summary>
    public static ulong HashToUInt64(ReadOnlySpan<byte> source, long seed = 0)
    {
        var hash = new XxHash64(seed);
        hash.Append(source);
        return hash.GetCurrentHashAsUInt64();
    }

    /// <summary>The hash of all of <paramref name="source"/>.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> source, long seed = 0)
    {
        var hash = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(hash, HashToUInt64(source, seed));
        return hash;
    }

    /// <summary>The hash of all of <paramref name="source"/> with seed 0.</summary>
    public static byte[] Hash(byte[] source) => Hash(source, 0);

    /// <summary>The hash of all of <paramref name="source"/>.</summary>
    public static byte[] Hash(byte[] source, long seed)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Hash(source.AsSpan(), seed);
    }

    private static ulong MixTail(ulong hash, ReadOnlySpan<byte> tail)
    {
        for (; tail.Length >= sizeof(ulong); tail = tail[sizeof(ulong)..])
        {
            hash ^= Round(0, BinaryPrimitives.ReadUInt64LittleEndian(tail));
            hash = BitOperations.RotateLeft(hash, 27) * Prime1 + Prime4;
        }

        if (tail.Length >= sizeof(uint))
        {
            hash ^= BinaryPrimitives.ReadUInt32LittleEndian(tail) * Prime1;
            hash = BitOperations.RotateLeft(hash, 23) * Prime2 + Prime3;
            tail = tail[sizeof(uint)..];
        }

        foreach (var value in tail)
        {
            hash ^= value * Prime5;
            hash = BitOperations.RotateLeft(hash, 11) * Prime1;
        }

        return hash;
    }

    private static ulong Avalanche(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }

    private static ulong Round(ulong lane, ulong input) => BitOperations.RotateLeft(lane + input * Prime2, 31) * Prime1;

    private struct Lanes(ulong seed)
    {
        private ulong _first = unchecked(seed + Prime1 + Prime2);
        private ulong _second = unchecked(seed + Prime2);
        private ulong _third = seed;
        private ulong _fourth = unchecked(seed - Prime1);

        public void Mix(ReadOnlySpan<byte> stripe)
        {
            _first = Round(_first, BinaryPrimitives.ReadUInt64LittleEndian(stripe));
            _second = Round(_second, BinaryPrimitives.ReadUInt64LittleEndian(stripe[8..]));
            _third = Round(_third, BinaryPrimitives.ReadUInt64LittleEndian(stripe[16..]));
            _fourth = Round(_fourth, BinaryPrimitives.ReadUInt64LittleEndian(stripe[24..]));
        }

        public readonly ulong Merge()
        {
            var hash = BitOperations.RotateLeft(_first, 1) + BitOperations.RotateLeft(_second, 7)
                + BitOperations.RotateLeft(_third, 12) + BitOperations.RotateLeft(_fourth, 18);
            hash = MergeLane(hash, _first);
            hash = MergeLane(hash, _second);
            hash = MergeLane(hash, _third);
            return MergeLane(hash, _fourth);
        }

        private static ulong MergeLane(ulong hash, ulong lane) => (hash ^ Round(0, lane)) * Prime1 + Prime4;
    }
}
