namespace Deis.Cli.CommandLine;

/// <summary>
/// Sorts words into options and positionals by docopt's rules: options anywhere, long names by unambiguous prefix,
/// values by <c>=</c> or as the next word, <c>--</c> ends options (docs/protocol/cli.md §1).
/// </summary>
internal sealed class ArgumentParser
{
    private readonly CommandSyntax syntax;
    private readonly Dictionary<string, string> options = new(StringComparer.Ordinal);
    private readonly List<string> words = [];
    private int dashes = -1;
    private readonly Queue<string> rest;
    private bool misused;
    private string? problem;

    private ArgumentParser(CommandSyntax syntax, IEnumerable<string> words)
    {
        this.syntax = syntax;
        rest = new Queue<string>(words);
    }

    public static ParseOutcome Parse(CommandSyntax syntax, IEnumerable<string> words) => new ArgumentParser(syntax, words).Run();

    private ParseOutcome Run()
    {
        while (problem is null && rest.TryDequeue(out var word))
        {
            if (word == "--")
            {
                dashes = words.Count;
                words.AddRange(rest);
                break;
            }
            if (word.StartsWith("--", StringComparison.Ordinal))
                TakeLong(word);
            else if (word.StartsWith('-') && word.Length > 1)
                TakeShorts(word);
            else
                words.Add(word);
        }
        if (problem is not null)
            return ParseOutcome.Misuse(problem);
        if (options.ContainsKey("--help"))
            return ParseOutcome.Help;
        if (misused || TakePositionals() is not { } positionals)
            return ParseOutcome.Misuse();

        foreach (var option in syntax.Options)
        {
            if (option.Default is not null)
                options.TryAdd(option.Long, option.Default);
        }
        return ParseOutcome.Of(new Arguments(options, positionals));
    }

    private void TakeLong(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? word : word[..equals];
        var matches = syntax.Options.Where(option => option.Long == name).ToList();
        if (matches.Count == 0)
            matches = [.. syntax.Options.Where(option => option.Long.StartsWith(name, StringComparison.Ordinal))];

        if (matches.Count == 0)
            misused = true;
        else if (matches.Count > 1)
            problem = $"{name} is not a unique prefix: {string.Join(", ", matches.Select(option => option.Long))}?";
        else if (!matches[0].TakesValue && equals >= 0)
            problem = $"{matches[0].Long} must not have an argument";
        else
            Store(matches[0], matches[0].Long, equals < 0 ? null : word[(equals + 1)..]);
    }

    private void TakeShorts(string word)
    {
        for (var i = 1; i < word.Length && problem is null; i++)
        {
            var name = $"-{word[i]}";
            if (syntax.Options.FirstOrDefault(option => option.Short == name) is not { } option)
            {
                misused = true;
            }
            else if (option.TakesValue)
            {
                Store(option, name, i + 1 < word.Length ? word[(i + 1)..] : null);
                return;
            }
            else
            {
                Store(option, name, null);
            }
        }
    }

    private void Store(OptionSyntax option, string typedName, string? value)
    {
        if (option.TakesValue && value is null)
        {
            if (!rest.TryPeek(out var next) || next == "--")
            {
                problem = $"{typedName} requires argument";
                return;
            }
            value = rest.Dequeue();
        }
        if (!options.TryAdd(option.Long, value ?? ""))
            misused = true;
    }

    private Dictionary<string, IReadOnlyList<string>>? TakePositionals()
    {
        var positionals = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (syntax.HasDashes && dashes < 0)
            return null;
        var next = 0;
        foreach (var positional in syntax.Positionals)
        {
            if (positional.IsBehindDashes && next < dashes)
                return null;
            var end = syntax.HasDashes && !positional.IsBehindDashes ? dashes : words.Count;
            var count = positional.Repeats ? end - next : Math.Min(1, end - next);
            if (count > 0)
                positionals[positional.Name] = words.GetRange(next, count);
            else if (positional.Required)
                return null;
            next += count;
        }
        return next == words.Count ? positionals : null;
    }
}
