namespace Deis.Cli.Dispatch;

/// <summary>Guesses which command somebody meant who mistyped it.</summary>
internal static class Suggestion
{
    private const int MostSlips = 2;

    /// <summary>The command, shortcut or group that is nearest to a word; null when none is near.</summary>
    public static string? For(string word)
    {
        var names = CommandTable.Groups
            .SelectMany(group => group.Commands.Select(command => command.Name).Append(group.Name))
            .Concat(Shortcuts.All.Select(shortcut => shortcut.Name));
        var (name, slips) = names.Select(name => (name, Slips: Slips(word, name))).MinBy(candidate => candidate.Slips);
        return slips <= Math.Min(MostSlips, word.Length / 3) ? name : null;
    }

    // Letters to insert, remove or exchange (Levenshtein).
    private static int Slips(string from, string to)
    {
        var above = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var row = new int[to.Length + 1];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var exchanged = above[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(exchanged, Math.Min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[^1];
    }
}
