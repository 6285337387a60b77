using System.Buffers.Text;

namespace Deis.Router.Http1;

/// <summary>Takes a body that came in chunks apart (RFC 9112 §7.1).</summary>
internal sealed class ChunkedDecoder
{
    private const int MaxLine = 4096;
    private const int MaxTrailerBytes = 64 * 1024;
    private const int MaxSizeDigits = 15;

    private State _state;
    private long _left;
    private int _trailerBytes;

    private enum State
    {
        Size,
        Data,
        EndOfData,
        Trailers,
        Complete,
    }

    /// <summary>Whether the body has ended.</summary>
    public bool IsComplete => _state == State.Complete;

    /// <summary>The headers that came after the body.</summary>
    public List<KeyValuePair<string, string>> Trailers { get; } = [];

    /// <summary>Gives the next piece of data; it may be empty.</summary>
    /// <param name="input">What has come.</param>
    /// <param name="consumed">How much of the input is done with, the piece included; 0 if more has to come first.</param>
    /// <exception cref="MalformedAnswerException">The input is not a body in chunks.</exception>
    public ReadOnlySpan<byte> Next(ReadOnlySpan<byte> input, out int consumed)
    {
        consumed = 0;
        if (_state == State.Data)
        {
            consumed = (int)Math.Min(_left, input.Length);
            _left -= consumed;
            if (_left == 0)
                _state = State.EndOfData;
            return input[..consumed];
        }

        var end = input.IndexOf((byte)'\n');
        if (end < 0)
        {
            if (input.Length > MaxLine)
                throw new MalformedAnswerException("a line between chunks of the answer is too long");
            return [];
        }

        consumed = end + 1;
        ReadLine(input[..end] is [.. var line, (byte)'\r'] ? line : input[..end]);
        return [];
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        switch (_state)
        {
            case State.Size:
                _left = SizeOf(line);
                _state = _left == 0 ? State.Trailers : State.Data;
                break;
            case State.EndOfData when line.IsEmpty:
                _state = State.Size;
                break;
            case State.Trailers when line.IsEmpty:
                _state = State.Complete;
                break;
            case State.Trailers:
                AddTrailer(line);
                break;
            default:
                throw new MalformedAnswerException("a chunk of the answer is longer than it says");
        }
    }

    private static long SizeOf(ReadOnlySpan<byte> line)
    {
        var extension = line.IndexOf((byte)';');
        var digits = (extension < 0 ? line : line[..extension]).TrimEnd(" \t"u8);
        if (digits.Length is 0 or > MaxSizeDigits || !Utf8Parser.TryParse(digits, out long size, out var used, 'x') || used != digits.Length)
            throw new MalformedAnswerException("a chunk of the answer has no size");
        return size;
    }

    private void AddTrailer(ReadOnlySpan<byte> line)
    {
        _trailerBytes += line.Length;
        if (_trailerBytes > MaxTrailerBytes)
            throw new MalformedAnswerException("the answer's trailers are too long");
        ResponseHead.Split(line, out var name, out var value);
        Trailers.Add(new(System.Text.Encoding.Latin1.GetString(name), System.Text.Encoding.Latin1.GetString(value)));
    }
}
