using System.Text;

namespace Deis.Cli.Output;

/// <summary>The colour of a log line: lines of one source look alike (docs/protocol/cli.md §7).</summary>
internal static class LogColour
{
    private const int Info = 5;
    private const int InPlaceOfInfo = 9;
    private const int Colours = 6;

    public static string Paint(string line) => $"\e[3{Of(Source(line))}m{line}\e[0m";

    private static int Of(string source)
    {
        if (source == "INFO")
            return Info;
        byte sum = 0;
        foreach (var part in Encoding.UTF8.GetBytes(source))
            sum = unchecked((byte)(sum + part));
        var colour = (sum % Colours) + 1;
        return colour == Info ? InPlaceOfInfo : colour;
    }

    // "<time> app[web.v2.abcde]: text": the first word is the time, which would give every line a colour of its own.
    private static string Source(string line)
    {
        var words = line.Split(' ', 3);
        return words.Length > 1 && words[0].Length > 0 && char.IsAsciiDigit(words[0][0]) ? words[1] : words[0];
    }
}
