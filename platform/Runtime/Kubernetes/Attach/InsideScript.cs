using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Deis.Platform.Runtime.Kubernetes.Attach;

/// <summary>
/// The shell that starts a further command in a container. It reads the command from its input, since the arguments of an exec are in a URL, which servers log; it
/// writes a mark where the command's own output begins, with the process id that the command will have; and it becomes the command.
/// </summary>
/// <param name="isSlug">The command needs what slugrunner gives to processes.</param>
/// <param name="interaction">Whether the command has a terminal or pipes.</param>
internal sealed class InsideScript(bool isSlug, JobInteraction interaction)
{
    private const int LineBytes = 1000;

    // What is typed at a terminal arrives in lines of bounded length, and control characters do not arrive at all: the command comes in short lines, with
    // escapes that the shell itself knows, and an empty line behind it. The input of a pipe comes from somebody else through a FIFO, whose name is $2.
    private const string Start =
        """
        text=
        IFS= read -r part || exit
        while [ -n "$part" ]; do
          text=$text$part
          IFS= read -r part || exit
        done
        [ -z "$3" ] || stty cols "$3" rows "$4" 2>/dev/null
        [ -z "$5" ] || export TERM="$5"
        command=$(printf %b "$text")
        echo "$1 $$"
        [ -z "$2" ] || { mkfifo "$2" 2>/dev/null; exec <"$2"; rm -f "$2"; }

        """;

    // Before slugrunner has unpacked the slug and become the process there is nothing to run in; it would unpack it a second time.
    private const string InSlug =
        """
        until [ -n "$(ls -A /app)" ] && [ "$(cat /proc/1/comm)" != deis-slug-tools ]; do sleep 0.1; done
        exec /runner/init "$command"
        """;

    private const string InImage = "exec /bin/sh -c \"$command\"";

    private readonly string _mark = RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>The shell.</summary>
    public IReadOnlyList<string> Command =>
    [
        "/bin/sh", "-c", Start + (isSlug ? InSlug : InImage), "sh",
        _mark,
        interaction.Terminal is null ? Fifo : "",
        Text(interaction.Terminal?.Columns),
        Text(interaction.Terminal?.Rows),
        interaction.TerminalType ?? "",
    ];

    /// <summary>What leads to the command's input when that is a pipe. It says one byte when it begins, and back what it has taken.</summary>
    public IReadOnlyList<string> Feeder => ["/bin/sh", "-c", "mkfifo \"$1\" 2>/dev/null; echo; exec tee \"$1\"", "sh", Fifo];

    private string Fifo => $"/tmp/deis-exec-{_mark}";

    /// <summary>What the shell is to read.</summary>
    public static byte[] Input(string command)
    {
        StringBuilder lines = new();
        var length = 0;
        foreach (var letter in Encoding.UTF8.GetBytes(command))
        {
            var before = lines.Length;
            if (letter is >= (byte)' ' and <= (byte)'~' and not (byte)'\\')
                lines.Append((char)letter);
            else
                lines.Append("\\0").Append(Convert.ToString(letter, toBase: 8).PadLeft(3, '0'));
            length += lines.Length - before;
            if (length < LineBytes)
                continue;
            lines.Append('\n');
            length = 0;
        }
        return Encoding.ASCII.GetBytes(lines.Append(length > 0 ? "\n\n" : "\n").ToString());
    }

    /// <summary>Looks for the mark in what came first from standard output.</summary>
    /// <returns>The id of the command's process, and what the command itself has written; null before the mark.</returns>
    public (string Process, ReadOnlyMemory<byte> Output)? Find(ReadOnlyMemory<byte> told)
    {
        var mark = told.Span.IndexOf(Encoding.ASCII.GetBytes(_mark + " "));
        var end = mark < 0 ? -1 : told.Span[mark..].IndexOf((byte)'\n');
        return end < 0
            ? null
            : (Encoding.ASCII.GetString(told.Span[(mark + _mark.Length + 1)..(mark + end)]).Trim(), told[(mark + end + 1)..]);
    }

    private static string Text(ushort? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
