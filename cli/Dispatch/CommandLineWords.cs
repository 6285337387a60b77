namespace Deis.Cli.Dispatch;

/// <summary>The words of a command line after what applies to every command was done (docs/protocol/cli.md §1).</summary>
/// <param name="Command">The command word with shortcuts expanded; empty if there is none.</param>
/// <param name="Rest">The words behind it.</param>
/// <param name="Profile">Value of <c>-c</c> or <c>--config=</c>.</param>
internal sealed record CommandLineWords(string Command, IReadOnlyList<string> Rest, string? Profile)
{
    private const string ProfileOption = "--config=";

    public bool AsksForHelp => Rest.Count > 0 && Rest[0] is "-h" or "--help";

    public static CommandLineWords Read(string[] words)
    {
        var list = words switch
        {
            ["-h" or "--help"] => ["help"],
            ["-v" or "--version"] => ["version"],
            ["help" or "-h" or "--help", .. var rest] when rest.Length > 0 => [.. rest, "--help"],
            _ => words,
        };
        if (list.Length == 0)
            return new CommandLineWords("", [], null);

        var (kept, profile) = CutProfile(list.AsSpan(1));
        return new CommandLineWords(Shortcuts.Expand(list[0]), kept, profile);
    }

    private static (List<string> Kept, string? Profile) CutProfile(ReadOnlySpan<string> words)
    {
        var kept = new List<string>(words.Length);
        string? profile = null;
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] == "--")
            {
                kept.AddRange(words[i..]);
                break;
            }
            if (words[i].StartsWith(ProfileOption, StringComparison.Ordinal))
                profile ??= words[i][ProfileOption.Length..];
            else if (words[i] == "-c" && i + 1 < words.Length)
                profile ??= words[++i];
            else
                kept.Add(words[i]);
        }
        return (kept, profile);
    }
}
