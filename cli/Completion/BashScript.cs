using System.Text;

namespace Deis.Cli.Completion;

/// <summary>The completion of bash. It needs bash 4 and nothing else.</summary>
internal static class BashScript
{
    public static string Text(IReadOnlyList<CompletionWord> words)
    {
        var text = new StringBuilder($$"""
            # Completion of deis for bash, made by 'deis completion bash'.
            _deis() {
                local line=${COMP_LINE:0:COMP_POINT} typed current options=
                # Readline takes words apart at colons and equals signs; the line has them whole.
                read -ra typed <<< "$line"
                [[ $line == *[[:space:]] || ${#typed[@]} -eq 0 ]] && typed+=('')
                current=${typed[-1]}
                if [[ ${#typed[@]} -eq 2 || ( ${#typed[@]} -eq 3 && ${typed[1]} == help ) ]]; then
                    options='{{string.Join(' ', words.Select(word => word.Name))}}'
                elif [[ $current == -* ]]; then
                    case ${typed[1]} in

            """);
        foreach (var group in words.Where(word => word.Options.Count > 0).GroupBy(Options))
            text.Append($"            {string.Join('|', group.Select(word => word.Name))}) options='{group.Key}' ;;\n");
        return text.Append("""
                    esac
                elif [[ ${typed[1]} == completion ]]; then
                    options='bash zsh fish'
                fi
                mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
                [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2> /dev/null
                # What stands before the last of these stays in the line.
                local cut=${current%"${current##*[:=]}"}
                [[ $cut == *: && $COMP_WORDBREAKS != *:* ]] && cut=
                [[ $cut == *= && $COMP_WORDBREAKS != *=* ]] && cut=
                COMPREPLY=("${COMPREPLY[@]#"$cut"}")
            }
            complete -o default -F _deis deis

            """).ToString();
    }

    private static string Options(CompletionWord word) =>
        string.Join(' ', word.Options.Select(option => option.TakesValue ? option.Long + "=" : option.Long));
}
