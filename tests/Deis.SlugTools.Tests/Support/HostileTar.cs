using System.Buffers.Text;
using System.IO.Compression;
using System.Text;

namespace Deis.SlugTools.Tests.Support;

/// <summary>Archives that no program would write, made block by block.</summary>
internal static class HostileTar
{
    private const int BlockSize = 512;

    /// <summary>Empty files called <c>0</c>, <c>1</c>, and so on.</summary>
    public static byte[] ManyFiles(int count) => Pack(gzip =>
    {
        var header = Header("0", '0', 0);
        for (var number = 0; number < count; number++)
        {
            header.AsSpan(0, 20).Clear();
            Utf8Formatter.TryFormat(number, header.AsSpan(), out _);
            Seal(header);
            gzip.Write(header);
        }
    });

    /// <summary>One entry of this kind whose header claims a size that the archive does not have.</summary>
    public static byte[] Claim(char kind, long size) => Pack(gzip =>
    {
        gzip.Write(Header("a", kind, size));
        gzip.Write(new byte[BlockSize]);
    });

    private static byte[] Pack(Action<GZipStream> write)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            write(gzip);
            gzip.Write(new byte[2 * BlockSize]);
        }
        return packed.ToArray();
    }

    private static byte[] Header(string name, char kind, long size)
    {
        var header = new byte[BlockSize];
        Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        Encoding.ASCII.GetBytes("0000644\0" + "0000000\0" + "0000000\0").CopyTo(header, 100);
        Encoding.ASCII.GetBytes(Convert.ToString(size, 8).PadLeft(11, '0') + "\0" + "00000000000\0").CopyTo(header, 124);
        header[156] = (byte)kind;
        Encoding.ASCII.GetBytes("ustar\0" + "00").CopyTo(header, 257);
        Seal(header);
        return header;
    }

    private static void Seal(byte[] header)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var b in header)
            sum += b;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
    }
}
