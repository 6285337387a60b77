namespace Deis.Cli.Ps;

/// <summary>What to restart, as the API wants it named.</summary>
/// <param name="Type">Process type.</param>
/// <param name="Pod">One process of the type; null for all.</param>
internal sealed record RestartTarget(string Type, string? Pod)
{
    private const int ShortestHash = 8;
    private const int LongestHash = 10;
    private const int SuffixLength = 5;

    /// <summary>
    /// Reads a process type, or the name of a process with or without the app's name in front:
    /// <c>[app-]type-hash-suffix</c>, or one of the old forms <c>[app-]v2-type-suffix</c> and <c>[app-]type-suffix</c>.
    /// </summary>
    public static RestartTarget Parse(string word, string app)
    {
        var prefix = app + "-";
        var hasPrefix = word.StartsWith(prefix, StringComparison.Ordinal);
        var parts = (hasPrefix ? word[prefix.Length..] : word).Split('-');

        if (parts.Length > 2 && IsCode(parts[^2], ShortestHash, LongestHash) && IsCode(parts[^1], SuffixLength, SuffixLength))
            return new RestartTarget(string.Join('-', parts[..^2]), word);
        if (parts.Length > 2 && IsVersion(parts[0]))
            return new RestartTarget(string.Join('-', parts[1..^1]), word);
        // Types may hold dashes: without the app in front, only a suffix of the right length speaks for a process.
        if (parts.Length == 2 && (hasPrefix || IsCode(parts[1], SuffixLength, SuffixLength)))
            return new RestartTarget(parts[0], word);
        return new RestartTarget(word, null);
    }

    private static bool IsCode(string part, int shortest, int longest) =>
        part.Length >= shortest && part.Length <= longest && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    private static bool IsVersion(string part) => part.Length > 1 && part[0] == 'v' && part.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
