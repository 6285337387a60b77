using System.Text;
using Deis.Cli.Terminal;

namespace Deis.Cli.Output;

/// <summary>Rows whose columns start at a common tab stop of eight, filled with tabs; the last column is free.</summary>
internal static class TabStops
{
    private const int Stop = 8;

    public static void Write(CliTerminal terminal, IReadOnlyList<string[]> rows)
    {
        if (rows.Count == 0)
            return;
        var columns = rows[0].Length - 1;
        var widths = Enumerable.Range(0, columns).Select(column => RoundUp(rows.Max(row => row[column].Length) + 1)).ToArray();
        foreach (var row in rows)
        {
            var line = new StringBuilder();
            for (var column = 0; column < columns; column++)
                line.Append(row[column]).Append('\t', RoundUp(widths[column] - row[column].Length) / Stop);
            terminal.WriteLine(line.Append(row[columns]).ToString());
        }
    }

    private static int RoundUp(int width) => (width + Stop - 1) / Stop * Stop;
}
