using Deis.Cli.Terminal;

namespace Deis.Cli.Output;

/// <summary>A table with a centred heading, a rule below it, and cells on the left, as wide as they need to be.</summary>
internal static class TextTable
{
    private const string Between = " | ";
    private const string Edge = "  ";

    /// <summary>Writes it.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="heading">One text for each column.</param>
    /// <param name="rows">As many cells each.</param>
    public static void Write(CliTerminal terminal, IReadOnlyList<string> heading, IReadOnlyList<string[]> rows)
    {
        var widths = heading.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max()).ToList();
        WriteRow(terminal, heading.Select((title, column) => Centre(title, widths[column])));
        terminal.WriteLine(string.Concat(widths.Select(width => "+" + new string('-', width + Edge.Length))) + "+");
        foreach (var row in rows)
            WriteRow(terminal, row.Select((cell, column) => cell.PadRight(widths[column])));
    }

    private static void WriteRow(CliTerminal terminal, IEnumerable<string> cells) => terminal.WriteLine(Edge + string.Join(Between, cells) + Edge);

    private static string Centre(string text, int width) => text.PadLeft(text.Length + ((width - text.Length) / 2)).PadRight(width);
}
