using System.Buffers.Binary;
using System.Text;

namespace Deis.SlugTools.Archives;

/// <summary>
/// Watches a tar on its way to <see cref="System.Formats.Tar.TarReader"/>, which allocates what an extended header claims to hold
/// before it has seen a byte of it: 2 GB for 512 bytes. Such a claim is refused when it passes. Every block is looked at as if it
/// were a header: to know which ones are, the guard would have to agree with the reader on every size.
/// </summary>
internal sealed class TarHeaderGuard(Stream tar) : ForwardStream
{
    /// <summary>Room for paths of the longest kind many times over; git and tar write less than 10 KB.</summary>
    public const long LargestHeader = 1024 * 1024;

    private const int BlockSize = 512;
    private const int SizeField = 124;
    private const int SizeLength = 12;
    private const int ChecksumField = 148;
    private const int ChecksumLength = 8;
    private const int KindField = 156;

    private readonly byte[] _block = new byte[BlockSize];
    private int _filled;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = tar.Read(buffer);
        ReadOnlySpan<byte> bytes = buffer[..read];
        while (bytes.Length > 0)
        {
            var taken = Math.Min(BlockSize - _filled, bytes.Length);
            bytes[..taken].CopyTo(_block.AsSpan(_filled));
            bytes = bytes[taken..];
            _filled = (_filled + taken) % BlockSize;
            if (_filled == 0)
                Check(_block);
        }
        return read;
    }

    private static void Check(ReadOnlySpan<byte> block)
    {
        if ((char)block[KindField] is not ('x' or 'g' or 'L' or 'K'))
            return;
        var size = Number(block.Slice(SizeField, SizeLength));
        if (size > LargestHeader && Number(block.Slice(ChecksumField, ChecksumLength)) == Checksum(block))
        {
            throw new ArchiveRefusedException(
                $"it has a header of {FileSize.Format(size)}, at most {FileSize.Format(LargestHeader)} are allowed; no usual program writes such headers");
        }
    }

    private static long Checksum(ReadOnlySpan<byte> block)
    {
        long sum = ChecksumLength * ' ';
        for (var i = 0; i < block.Length; i++)
            sum += i is >= ChecksumField and < ChecksumField + ChecksumLength ? 0 : block[i];
        return sum;
    }

    /// <summary>Octal digits, or with the first bit set a big-endian number; -1 for what is neither.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        if (field[0] >= 0x80)
            return BinaryPrimitives.ReadInt64BigEndian(field[^sizeof(long)..]) is >= 0 and var value ? value : long.MaxValue;
        var digits = Encoding.ASCII.GetString(field).Trim('\0', ' ');
        var number = 0L;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7')
                return -1;
            number = number * 8 + (digit - '0');
        }
        return number;
    }
}
