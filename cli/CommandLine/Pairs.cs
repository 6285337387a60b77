namespace Deis.Cli.CommandLine;

/// <summary>Reads what commands that set and unset entries are given.</summary>
internal static class Pairs
{
    /// <summary>Words <c>key=value</c> with exactly one equals sign and something on both sides of it.</summary>
    /// <param name="words">The words.</param>
    /// <param name="examples">Shown below the error.</param>
    /// <exception cref="CommandException">A word is none.</exception>
    public static Dictionary<string, string?> Read(IEnumerable<string> words, string examples)
    {
        var pairs = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            if (word.Split('=') is not [{ Length: > 0 } key, { Length: > 0 } value])
                throw new CommandException($"{word} is invalid, Must be in format key=value\nExamples: {examples}");
            pairs[key] = value;
        }
        return pairs;
    }

    /// <summary>Names of entries that are to be removed.</summary>
    public static Dictionary<string, string?> Removed(IEnumerable<string> words)
    {
        var pairs = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var word in words)
            pairs[word] = null;
        return pairs;
    }
}
