using System.Globalization;
using System.Text;

namespace Deis.Router.AccessLog;

/// <summary>The access log line: 14 fields joined by <c> - </c> (docs/protocol/router.md §6).</summary>
internal static class AccessLogFormat
{
    private const string Separator = " - ";
    private const char None = '-';

    public static string Format(in AccessLogEntry entry)
    {
        var line = new StringBuilder(256);
        line.Append('[').Append(entry.Time.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)).Append(']');
        Plain(line, entry.App);
        Plain(line, entry.RemoteAddress);
        Plain(line, null);
        line.Append(Separator).Append(CultureInfo.InvariantCulture, $"{entry.Status}");
        line.Append(Separator).Append('"');
        Escape(line, entry.Method);
        line.Append(' ');
        Escape(line, entry.Target);
        line.Append(' ');
        Escape(line, entry.Protocol);
        line.Append('"');
        line.Append(Separator).Append(CultureInfo.InvariantCulture, $"{entry.BytesSent}");
        Quoted(line, entry.Referer);
        Quoted(line, entry.UserAgent);
        Quoted(line, entry.ServerName);
        Plain(line, entry.Upstream);
        Plain(line, entry.Host);
        Seconds(line, entry.UpstreamTime);
        Seconds(line, entry.RequestTime);
        return line.ToString();
    }

    private static void Plain(StringBuilder line, string? value)
    {
        line.Append(Separator);
        Escape(line, string.IsNullOrEmpty(value) ? "-" : value);
    }

    private static void Quoted(StringBuilder line, string? value)
    {
        line.Append(Separator).Append('"');
        Escape(line, string.IsNullOrEmpty(value) ? "-" : value);
        line.Append('"');
    }

    private static void Seconds(StringBuilder line, TimeSpan? time)
    {
        line.Append(Separator);
        if (time is { } value)
            line.Append(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0.000}");
        else
            line.Append(None);
    }

    // What a client sends must neither end the line, nor the quotes, nor make a reader that splits at " - " miscount.
    private static void Escape(StringBuilder line, string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            var separates = c == '-' && i > 0 && value[i - 1] == ' ' && i + 1 < value.Length && value[i + 1] == ' ';
            if (c is '"' or '\\' || separates || char.IsControl(c))
                line.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
            else
                line.Append(c);
        }
    }
}
