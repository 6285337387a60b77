using System.Buffers;
using System.Text;

namespace Deis.Platform.Runtime.Output;

/// <summary>Takes the output of a program apart into lines. A line longer than 16 KB is given on in parts; carriage returns and
/// colour codes inside a line stay.</summary>
internal static class OutputReader
{
    /// <summary>Bytes of a line that are given on in one piece.</summary>
    public const int MaxLine = 16 * 1024;

    /// <summary>Reads to the end of <paramref name="output"/>.</summary>
    /// <param name="output">What is read.</param>
    /// <param name="take">Is given each line.</param>
    /// <param name="copy">Is given everything as it comes; null when nobody wants that.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task ReadAsync(Stream output, Action<OutputLine> take, HeadAndTail? copy, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(2 * MaxLine);
        try
        {
            var held = 0;
            var isRest = false;
            while (await ReadSomeAsync(output, buffer.AsMemory(held), cancellationToken) is var read and > 0)
            {
                copy?.Add(buffer.AsSpan(held, read));
                held = GiveOn(buffer, held + read, take, ref isRest);
            }
            if (held > 0)
                take(new OutputLine(Text(buffer.AsSpan(0, held)), isRest));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static async Task<int> ReadSomeAsync(Stream output, Memory<byte> target, CancellationToken cancellationToken)
    {
        try
        {
            return await output.ReadAsync(target, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // the sandbox was removed while a stray process still held the pipe
            return 0;
        }
    }

    /// <returns>How many bytes of an unfinished line are held at the start of the buffer.</returns>
    private static int GiveOn(byte[] buffer, int length, Action<OutputLine> take, ref bool isRest)
    {
        var rest = buffer.AsSpan(0, length);
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)'\n');
            var size = end >= 0 && end <= MaxLine ? end : rest.Length > MaxLine ? Boundary(rest) : -1;
            if (size < 0)
                break;
            take(new OutputLine(Text(rest[..size]), isRest));
            isRest = size != end;
            rest = rest[(isRest ? size : size + 1)..];
        }
        rest.CopyTo(buffer);
        return rest.Length;
    }

    /// <summary>The last place at or before the limit that does not cut a character of several bytes.</summary>
    private static int Boundary(ReadOnlySpan<byte> text)
    {
        var size = MaxLine;
        while (size > MaxLine - 4 && (text[size] & 0xC0) == 0x80)
            size--;
        return size;
    }

    private static string Text(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line is [.. var text, (byte)'\r'] ? text : line);
}
