using System.Text;

namespace Deis.Cli.Completion;

/// <summary>The completion of fish.</summary>
internal static class FishScript
{
    public static string Text(IReadOnlyList<CompletionWord> words)
    {
        var text = new StringBuilder("# Completion of deis for fish, made by 'deis completion fish'.\n");
        foreach (var word in words)
            text.Append($"complete -c deis -n __fish_use_subcommand -f -a {Quote(word.Name)} -d {Quote(word.Summary)}\n");
        text.Append("complete -c deis -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'\n");
        foreach (var group in words.SelectMany(word => word.Options.Select(option => (word.Name, Option: Option(option)))).GroupBy(pair => pair.Option))
            text.Append($"complete -c deis -n '__fish_seen_subcommand_from {string.Join(' ', group.Select(pair => pair.Name))}' {group.Key}\n");
        return text.ToString();
    }

    private static string Option(CommandLine.OptionSyntax option) =>
        (option.Long.StartsWith("--", StringComparison.Ordinal) ? $"-l {option.Long[2..]}" : "")
        + (option.Short is null ? "" : $" -s {option.Short[1..]}")
        + (option.TakesValue ? " -r" : "");

    private static string Quote(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
