using System.Buffers;
using System.Globalization;
using System.Text;

namespace Deis.Platform.Runtime;

/// <summary>Keeps what a program writes, up to a limit: of more than that the beginning and the end, with a mark between them.</summary>
/// <param name="limit">Bytes that are kept.</param>
internal sealed class HeadAndTail(int limit)
{
    private const int LongestCharacter = 4;

    // A stray process may still write while somebody asks already.
    private readonly Lock _lock = new();
    private readonly int _headLimit = limit / 2;
    private readonly ArrayBufferWriter<byte> _head = new();
    private byte[] _ring = [];
    private long _behindHead;

    private int TailLimit => limit - _headLimit;

    /// <summary>Takes the next piece.</summary>
    public void Add(ReadOnlySpan<byte> piece)
    {
        lock (_lock)
            Take(piece);
    }

    /// <summary>What was kept; bytes that are no UTF-8 are replaced.</summary>
    public string Text()
    {
        lock (_lock)
            return Join();
    }

    private void Take(ReadOnlySpan<byte> piece)
    {
        var toHead = Math.Min(piece.Length, _headLimit - _head.WrittenCount);
        _head.Write(piece[..toHead]);
        piece = piece[toHead..];
        if (piece.IsEmpty)
            return;
        if (_ring.Length == 0)
            _ring = new byte[TailLimit];
        var passed = Math.Max(0, piece.Length - TailLimit);
        _behindHead += passed;
        for (piece = piece[passed..]; !piece.IsEmpty;)
        {
            var at = (int)(_behindHead % TailLimit);
            var size = Math.Min(piece.Length, TailLimit - at);
            piece[..size].CopyTo(_ring.AsSpan(at));
            _behindHead += size;
            piece = piece[size..];
        }
    }

    private string Join()
    {
        var head = _head.WrittenSpan;
        var leftOut = _behindHead - TailLimit;
        if (leftOut <= 0)
            return Encoding.UTF8.GetString([.. head, .. _ring.AsSpan(0, (int)_behindHead)]);
        var at = (int)(_behindHead % TailLimit);
        byte[] tail = [.. _ring.AsSpan(at), .. _ring.AsSpan(0, at)];
        var mark = string.Create(CultureInfo.InvariantCulture, $"\n[... {leftOut} bytes of output are left out here ...]\n");
        return Encoding.UTF8.GetString(WithoutCutEnd(head)) + mark + Encoding.UTF8.GetString(WithoutCutStart(tail));
    }

    // Where the limit cuts a character in two, the rest of it is left out.
    private static ReadOnlySpan<byte> WithoutCutEnd(ReadOnlySpan<byte> text)
    {
        var start = text.Length - 1;
        while (start > 0 && start > text.Length - LongestCharacter && IsContinuation(text[start]))
            start--;
        return start >= 0 && Rune.DecodeFromUtf8(text[start..], out _, out _) == OperationStatus.NeedMoreData ? text[..start] : text;
    }

    private static ReadOnlySpan<byte> WithoutCutStart(ReadOnlySpan<byte> text)
    {
        var start = 0;
        while (start < LongestCharacter - 1 && start < text.Length && IsContinuation(text[start]))
            start++;
        return text[start..];
    }

    private static bool IsContinuation(byte part) => (part & 0xC0) == 0x80;
}
