using Deis.Cli.Terminal;

namespace Deis.Cli.Output;

/// <summary>Maps as two columns: names sorted bytewise and padded to a common width, then the value.</summary>
internal static class PrettyMap
{
    /// <summary>Gap that config and labels use.</summary>
    public const int WideGap = 6;

    /// <summary>Gap of all others.</summary>
    public const int NarrowGap = 5;

    /// <param name="terminal">Where to.</param>
    /// <param name="map">What.</param>
    /// <param name="gap">Columns between the longest name and the values.</param>
    /// <param name="nameEnd">What follows every name, before the padding.</param>
    public static void Write(CliTerminal terminal, IReadOnlyDictionary<string, string> map, int gap, string nameEnd = "")
    {
        if (map.Count == 0)
            return;
        var width = map.Keys.Max(name => name.Length) + nameEnd.Length + gap;
        foreach (var (name, value) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            terminal.WriteLine($"{(name + nameEnd).PadRight(width)}{value}");
    }
}
