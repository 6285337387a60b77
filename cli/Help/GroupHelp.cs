using System.Text;
using Deis.Cli.Dispatch;

namespace Deis.Cli.Help;

/// <summary>The help of a command group.</summary>
internal static class GroupHelp
{
    private const int Gap = 2;

    public static string Text(CommandGroup group)
    {
        var width = group.Commands.Max(command => command.Name.Length) + Gap;
        var text = new StringBuilder($"\nValid commands for {group.Title}:\n\n");
        foreach (var command in group.Commands)
            text.Append(command.Name.PadRight(width)).Append(command.Summary).Append('\n');
        return text.Append("\nUse 'deis help [command]' to learn more.\n").ToString();
    }
}
