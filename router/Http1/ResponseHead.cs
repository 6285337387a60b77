using System.Buffers;
using System.Globalization;
using System.Text;
using Deis.Router.Errors;

namespace Deis.Router.Http1;

/// <summary>
/// The head of a process's answer. One object serves all answers of a connection: processes answer with much the same headers each time, and
/// what is the same as in the last answer is not made again.
/// </summary>
internal sealed class ResponseHead
{
    private const int MaxHeaders = 1000;
    private const int Http11Length = 9;

    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c != '\t').Select(c => (byte)c), 127]);

    private ResponseHeader[] _headers = new ResponseHeader[16];
    private int _count;
    private bool _keepAlive;
    private string? _connectionOptions;

    /// <summary>The status, 100 to 999.</summary>
    public int Status { get; private set; }

    /// <summary>The words after the status; may be empty.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>The length of the body, if the head says so and nothing else decides.</summary>
    public long? ContentLength { get; private set; }

    /// <summary>Whether the body comes in chunks.</summary>
    public bool Chunked { get; private set; }

    /// <summary>Whether another request may be sent over the connection once the body is complete.</summary>
    public bool KeepsConnection => _keepAlive;

    /// <summary>All headers, including those that end at the router.</summary>
    public ReadOnlySpan<ResponseHeader> Headers => _headers.AsSpan(0, _count);

    /// <summary>Whether a header is meant for the client.</summary>
    public bool Passes(in ResponseHeader header) => header.Kind == ResponseHeaderKind.EndToEnd
        && (_connectionOptions is null || !HeaderFields.Lists(_connectionOptions, header.Name));

    /// <summary>Reads a head.</summary>
    /// <param name="head">From the status line to the empty line.</param>
    /// <exception cref="MalformedAnswerException">It is not one.</exception>
    public void Read(ReadOnlySpan<byte> head)
    {
        (_count, ContentLength, Chunked, _connectionOptions) = (0, null, false, null);
        ReadStatusLine(NextLine(ref head));
        while (NextLine(ref head) is { IsEmpty: false } line)
            ReadHeader(line);
        Interpret();
    }

    /// <summary>Splits a line of a head or of trailers into name and value.</summary>
    /// <exception cref="MalformedAnswerException">It is not a header.</exception>
    public static void Split(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var colon = line.IndexOf((byte)':');
        name = line[..Math.Max(0, colon)];
        value = line[(colon + 1)..].Trim(" \t"u8);
        if (name.IsEmpty || name.ContainsAny(" \t"u8) || value.ContainsAny(Controls))
            throw new MalformedAnswerException("a line of the answer's head is not a header");
    }

    private static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var line = rest[..end];
        rest = rest[(end + 1)..];
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }

    private void ReadStatusLine(ReadOnlySpan<byte> line)
    {
        _keepAlive = line.StartsWith("HTTP/1.1 "u8);
        if ((!_keepAlive && !line.StartsWith("HTTP/1.0 "u8)) || line.Length < Http11Length + 3
            || !int.TryParse(line.Slice(Http11Length, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status < 100
            || (line.Length > Http11Length + 3 && line[Http11Length + 3] != ' ') || line.ContainsAny(Controls))
            throw new MalformedAnswerException("the answer does not begin with a status line of HTTP/1.1");
        Status = status;
        Reason = line.Length > Http11Length + 4 ? Text(line[(Http11Length + 4)..], Reason) : "";
    }

    private void ReadHeader(ReadOnlySpan<byte> line)
    {
        if (line[0] is (byte)' ' or (byte)'\t')
        {
            Continue(line);
            return;
        }

        if (_count == MaxHeaders)
            throw new MalformedAnswerException($"the answer has more than {MaxHeaders} headers");
        if (_count == _headers.Length)
            Array.Resize(ref _headers, _count * 2);
        ref var header = ref _headers[_count++];
        Split(line, out var name, out var value);
        var sameName = header.Name is not null && Ascii.Equals(name, header.Name);
        if (sameName && Ascii.Equals(value, header.Value))
            return;
        var text = sameName ? header.Name! : Encoding.Latin1.GetString(name);
        header = new ResponseHeader(text, Encoding.Latin1.GetString(value), sameName ? header.Kind : KindOf(text));
    }

    // A value that goes on in the next line: no longer allowed, but not to be passed on as it is (RFC 9112 §5.2).
    private void Continue(ReadOnlySpan<byte> line)
    {
        if (_count == 0 || line.ContainsAny(Controls))
            throw new MalformedAnswerException("a line of the answer's head is not a header");
        ref var header = ref _headers[_count - 1];
        header = header with { Value = $"{header.Value} {Encoding.Latin1.GetString(line.Trim(" \t"u8))}".Trim() };
    }

    private void Interpret()
    {
        var hasLength = false;
        foreach (ref readonly var header in Headers)
        {
            switch (header.Kind)
            {
                case ResponseHeaderKind.Connection when !header.Value.Equals("keep-alive", StringComparison.OrdinalIgnoreCase):
                    _keepAlive &= !HeaderFields.Lists(header.Value, "close");
                    _connectionOptions = _connectionOptions is null ? header.Value : $"{_connectionOptions},{header.Value}";
                    break;
                case ResponseHeaderKind.TransferEncoding when !Chunked && header.Value.Equals("chunked", StringComparison.OrdinalIgnoreCase):
                    Chunked = true;
                    break;
                case ResponseHeaderKind.TransferEncoding:
                    throw new MalformedAnswerException($"the answer has the transfer encoding '{header.Value}'");
                case ResponseHeaderKind.ContentLength:
                    ContentLength = LengthOf(header.Value);
                    hasLength = true;
                    break;
            }
        }

        // Two statements about the length are a sign of an attack; chunks win (RFC 9112 §6.3).
        if (Chunked && hasLength)
            (ContentLength, _keepAlive) = (null, false);
    }

    private long LengthOf(string text)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || (ContentLength ?? length) != length)
            throw new MalformedAnswerException($"the answer has the content length '{text}'");
        return length;
    }

    private static ResponseHeaderKind KindOf(string name) => name.ToUpperInvariant() switch
    {
        "CONTENT-LENGTH" => ResponseHeaderKind.ContentLength,
        "TRANSFER-ENCODING" => ResponseHeaderKind.TransferEncoding,
        "CONNECTION" => ResponseHeaderKind.Connection,
        "UPGRADE" => ResponseHeaderKind.Upgrade,
        _ when !HeaderFields.IsToken(name) => throw new MalformedAnswerException("a line of the answer's head is not a header"),
        _ when HeaderFields.IsHopByHop(name) || name.Equals(ErrorResponse.HeaderName, StringComparison.OrdinalIgnoreCase) =>
            ResponseHeaderKind.Dropped,
        _ => ResponseHeaderKind.EndToEnd,
    };

    private static string Text(ReadOnlySpan<byte> bytes, string last) => Ascii.Equals(bytes, last) ? last : Encoding.Latin1.GetString(bytes);
}
