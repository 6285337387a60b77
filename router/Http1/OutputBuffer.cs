using System.Buffers;
using System.Globalization;
using System.Text;

namespace Deis.Router.Http1;

/// <summary>Bytes to be sent to a process in one go.</summary>
internal sealed class OutputBuffer
{
    /// <summary>A chunk's size in hexadecimal digits and the line end after it.</summary>
    private const int ChunkHeadLength = 10;

    private const int FirstSize = 2048;

    private byte[] _bytes = [];
    private int _count;

    /// <summary>What is to be sent.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _count);

    public void Clear() => _count = 0;

    /// <summary>Gives up the memory until something is added.</summary>
    public void ReturnBuffer()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _count) = ([], 0);
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Space(bytes.Length));
        _count += bytes.Length;
    }

    /// <summary>Adds characters as the bytes that they came from.</summary>
    public void Add(string text) => _count += Encoding.Latin1.GetBytes(text, Space(text.Length));

    /// <summary>Adds a header line.</summary>
    public void AddHeader(string name, string value)
    {
        Add(name);
        Add(": "u8);
        Add(value);
        Add("\r\n"u8);
    }

    /// <summary>Adds a part of a body.</summary>
    /// <param name="part">The part; not empty.</param>
    /// <param name="chunked">Whether as a chunk.</param>
    public void AddBody(ReadOnlySequence<byte> part, bool chunked)
    {
        if (chunked)
        {
            ((int)part.Length).TryFormat(Space(ChunkHeadLength), out var digits, "X", CultureInfo.InvariantCulture);
            _count += digits;
            Add("\r\n"u8);
        }

        foreach (var segment in part)
            Add(segment.Span);
        if (chunked)
            Add("\r\n"u8);
    }

    private Span<byte> Space(int needed)
    {
        if (_bytes.Length - _count < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstSize, Math.Max(_bytes.Length * 2, _count + needed)));
            Bytes.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(_count);
    }
}
