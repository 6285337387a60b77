using System.Text;

namespace Deis.Cli.Completion;

/// <summary>The completion of zsh; it needs zsh's own completion system (<c>compinit</c>).</summary>
internal static class ZshScript
{
    public static string Text(IReadOnlyList<CompletionWord> words)
    {
        var text = new StringBuilder("""
            #compdef deis
            # Completion of deis for zsh, made by 'deis completion zsh'.
            _deis() {
                local -a commands flags values
                if (( CURRENT == 2 )) || [[ CURRENT -eq 3 && $words[2] == help ]]; then
                    commands=(

            """);
        foreach (var word in words)
            text.Append($"            {Quote($"{word.Name.Replace(":", "\\:", StringComparison.Ordinal)}:{word.Summary}")}\n");
        text.Append("""
                    )
                    _describe -t commands 'deis command' commands
                    return
                fi
                if [[ $words[2] == completion ]]; then
                    compadd bash zsh fish
                    return
                fi
                case $words[2] in

            """);
        foreach (var group in words.Where(word => word.Options.Count > 0).GroupBy(Options))
            text.Append($"        {string.Join('|', group.Select(word => word.Name))}) {group.Key} ;;\n");
        return text.Append("""
                esac
                if [[ $words[CURRENT] == -* ]]; then
                    compadd -- $flags
                    compadd -S '' -- $values
                else
                    _files
                fi
            }
            compdef _deis deis

            """).ToString();
    }

    private static string Options(CompletionWord word)
    {
        var flags = word.Options.Where(option => !option.TakesValue).Select(option => option.Long);
        var values = word.Options.Where(option => option.TakesValue).Select(option => option.Long + "=");
        return $"flags=({string.Join(' ', flags)}) values=({string.Join(' ', values)})";
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
