using System.Buffers;
using System.Globalization;
using System.Text;

namespace Deis.Router.AccessLog;

/// <summary>The access log line: 14 fields joined by <c> - </c> (docs/protocol/router.md §6).</summary>
internal static class AccessLogFormat
{
    private const string SeparatorText = " - ";
    private const int LongestNumber = 32;

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 256).Select(c => (char)c).Where(c => c is '"' or '\\' || char.IsControl(c))]);

    private static ReadOnlySpan<byte> Separator => " - "u8;

    /// <summary>Writes a line, without its end.</summary>
    public static void Write(IBufferWriter<byte> line, in AccessLogEntry entry)
    {
        line.Write("["u8);
        Formatted(line, entry.Time, "yyyy-MM-ddTHH:mm:sszzz");
        line.Write("]"u8);
        Plain(line, entry.App);
        Plain(line, entry.RemoteAddress);
        Plain(line, null);
        Number(line, entry.Status);
        line.Write(" - \""u8);
        Text(line, entry.Method);
        line.Write(" "u8);
        Text(line, entry.Target);
        line.Write(" "u8);
        Text(line, entry.Protocol);
        line.Write("\""u8);
        Number(line, entry.BytesSent);
        Quoted(line, entry.Referer);
        Quoted(line, entry.UserAgent);
        Quoted(line, entry.ServerName);
        Plain(line, entry.Upstream);
        Plain(line, entry.Host);
        Seconds(line, entry.UpstreamTime);
        Seconds(line, entry.RequestTime);
    }

    private static void Plain(IBufferWriter<byte> line, string? value)
    {
        line.Write(Separator);
        Text(line, string.IsNullOrEmpty(value) ? "-" : value);
    }

    private static void Quoted(IBufferWriter<byte> line, string? value)
    {
        line.Write(" - \""u8);
        Text(line, string.IsNullOrEmpty(value) ? "-" : value);
        line.Write("\""u8);
    }

    private static void Number(IBufferWriter<byte> line, long value)
    {
        line.Write(Separator);
        Formatted(line, value, "");
    }

    private static void Seconds(IBufferWriter<byte> line, TimeSpan? time)
    {
        line.Write(Separator);
        if (time is { } value)
            Formatted(line, value.TotalSeconds, "0.000");
        else
            line.Write("-"u8);
    }

    private static void Formatted<T>(IBufferWriter<byte> line, T value, string format)
        where T : IUtf8SpanFormattable
    {
        if (!value.TryFormat(line.GetSpan(LongestNumber), out var written, format, CultureInfo.InvariantCulture))
            throw new InvalidOperationException($"{value} does not fit into the access log.");
        line.Advance(written);
    }

    // What a client sends must neither end the line, nor the quotes, nor make a reader that splits at " - " miscount.
    private static void Text(IBufferWriter<byte> line, string value)
    {
        var safe = !value.AsSpan().ContainsAny(Escaped) && !value.Contains(SeparatorText, StringComparison.Ordinal);
        Encoding.UTF8.GetBytes(safe ? value : Escape(value), line);
    }

    private static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length * 2);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            var separates = c == '-' && i > 0 && value[i - 1] == ' ' && i + 1 < value.Length && value[i + 1] == ' ';
            if (separates || Escaped.Contains(c))
                escaped.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }
}
