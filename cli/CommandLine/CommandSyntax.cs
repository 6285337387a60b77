namespace Deis.Cli.CommandLine;

/// <summary>
/// What a command accepts. The help text is the grammar, as with docopt: one <c>Usage:</c> line with positionals and
/// <c>[options]</c>, and lines that begin with a dash, such as <c>-a --app=&lt;app&gt;</c>, for the options. A
/// <c>--</c> on that line must be there before what follows it. A <c>[default: x]</c> in the lines below an option is its default. See docs/protocol/cli.md §1.
/// </summary>
internal sealed class CommandSyntax
{
    private static readonly OptionSyntax Help = new("-h", "--help", TakesValue: false, Default: null);

    private CommandSyntax(string usage, IReadOnlyList<PositionalSyntax> positionals, IReadOnlyList<OptionSyntax> options)
    {
        Usage = usage;
        Positionals = positionals;
        Options = options;
    }

    public string Usage { get; }

    public IReadOnlyList<PositionalSyntax> Positionals { get; }

    public IReadOnlyList<OptionSyntax> Options { get; }

    /// <summary>Whether there are positionals that must stand behind <c>--</c>.</summary>
    public bool HasDashes => Positionals.Any(positional => positional.IsBehindDashes);

    public static CommandSyntax Parse(string help)
    {
        var usage = "";
        var options = new List<OptionSyntax> { Help };
        foreach (var line in help.Split('\n'))
        {
            var text = line.Trim();
            if (text.StartsWith("Usage:", StringComparison.Ordinal))
                usage = text;
            else if (text.StartsWith('-') && text.Length > 1 && text[1] != ' ')
                options.Add(ParseOption(text));
            else if (options.Count > 1 && DefaultIn(text) is { } value)
                options[^1] = options[^1] with { Default = value };
        }
        return new CommandSyntax(usage, ParsePositionals(usage), options);
    }

    private static OptionSyntax ParseOption(string line)
    {
        string? shortName = null;
        string? longName = null;
        var takesValue = false;
        foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            takesValue |= equals > 0;
            var name = equals > 0 ? word[..equals] : word;
            if (name.StartsWith("--", StringComparison.Ordinal))
                longName = name;
            else
                shortName = name;
        }
        return new OptionSyntax(shortName, longName ?? shortName!, takesValue, Default: null);
    }

    private static string? DefaultIn(string line)
    {
        const string Start = "[default: ";
        var start = line.IndexOf(Start, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += Start.Length;
        return line[start..line.IndexOf(']', start)];
    }

    // "Usage: deis config:set <var>=<value>... [options]": three words, then the arguments.
    private static List<PositionalSyntax> ParsePositionals(string usage)
    {
        var positionals = new List<PositionalSyntax>();
        var isBehindDashes = false;
        foreach (var word in usage.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(3))
        {
            isBehindDashes |= word == "--";
            if (word is "[options]" or "[--]" or "--")
                continue;
            var repeats = word.Contains("...", StringComparison.Ordinal);
            var name = word.Replace("...", "", StringComparison.Ordinal);
            var required = !name.StartsWith('[');
            positionals.Add(new PositionalSyntax(required ? name : name[1..^1], required, repeats, isBehindDashes));
        }
        return positionals;
    }
}
