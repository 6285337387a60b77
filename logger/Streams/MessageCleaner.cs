using System.Buffers;
using System.Globalization;
using System.Text;

namespace Deis.Logger.Streams;

/// <summary>
/// Makes lines of a message that cannot be mistaken for others (docs/protocol/logger.md §4): line ends separate entries, colours and tabs
/// stay, other control characters become visible, and long lines become pieces.
/// </summary>
internal static class MessageCleaner
{
    private const char Escape = '\x1b';
    private const char Continued = '…';
    private const int ContinuedBytes = 3;

    // Everything that needs a second look: controls, the other line separators of Unicode, and what reorders text on a screen.
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(c => c != '\t').Concat(Enumerable.Range(0x7f, 0x21)).Select(c => (char)c),
            '\u2028', '\u2029', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069']);

    /// <summary>Adds the lines of a message to a list.</summary>
    /// <param name="message">Any text.</param>
    /// <param name="maxBytes">The longest line in bytes of UTF-8.</param>
    /// <param name="most">Lines that the list may have: when it has more, the rest of the message is left.</param>
    /// <param name="lines">Gets at least one line.</param>
    public static void AddLines(string message, int maxBytes, int most, List<string> lines)
    {
        var rest = message.AsSpan().TrimEnd("\r\n");
        while (lines.Count <= most)
        {
            var end = rest.IndexOfAny('\r', '\n');
            var line = end < 0 ? rest : rest[..end];
            AddLine(line.Length == message.Length ? message : null, line, maxBytes, lines);
            if (end < 0)
                return;
            rest = rest[(end + (rest[end..].StartsWith("\r\n") ? 2 : 1))..];
        }
    }

    private static void AddLine(string? whole, ReadOnlySpan<char> line, int maxBytes, List<string> lines)
    {
        if (!line.ContainsAny(Suspicious) && Encoding.UTF8.GetByteCount(line) <= maxBytes && !line.ContainsAnyInRange('\ud800', '\udfff'))
        {
            lines.Add(whole ?? line.ToString());
            return;
        }

        var piece = new StringBuilder();
        var bytes = 0;
        var room = maxBytes - (2 * ContinuedBytes);
        for (var i = 0; i < line.Length;)
        {
            var taken = Unit(line[i..], out var shown);
            var size = Encoding.UTF8.GetByteCount(shown);
            if (bytes + size > room)
            {
                lines.Add(piece.Append(Continued).ToString());
                piece.Clear().Append(Continued);
                bytes = 0;
            }

            piece.Append(shown);
            bytes += size;
            i += taken;
        }

        lines.Add(piece.ToString());
    }

    // The next character or colour sequence, as it may be shown.
    private static int Unit(ReadOnlySpan<char> text, out ReadOnlySpan<char> shown)
    {
        if (text[0] == Escape && ColourLength(text) is var colour and > 0)
        {
            shown = text[..colour];
            return colour;
        }

        if (Suspicious.Contains(text[0]))
        {
            int code = text[0];
            shown = code < 0x100 ? string.Create(CultureInfo.InvariantCulture, $"\\x{code:x2}") : string.Create(CultureInfo.InvariantCulture, $"\\u{code:x4}");
            return 1;
        }

        if (Rune.DecodeFromUtf16(text, out _, out var consumed) == OperationStatus.Done)
        {
            shown = text[..consumed];
            return consumed;
        }

        shown = "\ufffd";
        return 1;
    }

    // ESC [ digits, semicolons or colons, m. Anything longer than a colour can be is not one.
    private static int ColourLength(ReadOnlySpan<char> text)
    {
        const int longest = 64;
        if (text.Length < 3 || text[1] != '[')
            return 0;
        for (var i = 2; i < text.Length && i < longest; i++)
        {
            if (text[i] == 'm')
                return i + 1;
            if (!char.IsAsciiDigit(text[i]) && text[i] is not (';' or ':'))
                return 0;
        }

        return 0;
    }
}
