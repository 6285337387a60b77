namespace Deis.Cli.Apps;

/// <summary>A line of a log, for scripts.</summary>
/// <param name="Time">When it was written; null when the line does not say.</param>
/// <param name="Source">Who wrote it, such as <c>shop[web.v2.x7f2q]</c>; null when the line does not say.</param>
/// <param name="Message">The rest of the line.</param>
internal sealed record LogLine(string? Time, string? Source, string Message)
{
    /// <summary>Reads <c>time source: message</c>.</summary>
    public static LogLine Parse(string line)
    {
        var words = line.Split(' ', 3);
        return words is [[>= '0' and <= '9', ..], [.., ':'], _]
            ? new LogLine(words[0], words[1][..^1], words[2])
            : new LogLine(null, null, line);
    }
}
