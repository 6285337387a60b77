using System.Text;
using Deis.Cli.Dispatch;

namespace Deis.Cli.Help;

/// <summary>The help of the whole client; it lists what exists.</summary>
internal static class TopLevelHelp
{
    private const int NameWidth = 14;
    private static readonly string[] AuthShortcuts = ["register", "login", "logout"];
    private static readonly string[] CommonShortcuts = ["create", "destroy", "info", "logs", "open", "pull", "run", "scale"];

    public static string Text()
    {
        var text = new StringBuilder("""

            deis is the command line of Deis Workflow: push code, run it, scale it.

            Usage: deis <command> [<args>...]

            Options:
              -h --help
                display help information
              -v --version
                display client version
              -c --config=<config>
                profile to use, behind the command: a name below ~/.deis or the path of
                a .json file. Defaults to $DEIS_PROFILE, then to 'client'.

            Auth commands, use 'deis help auth' to learn more:


            """);
        AppendShortcuts(text, AuthShortcuts);
        text.Append("\nSubcommands, use 'deis help [subcommand]' to learn more:\n\n");
        foreach (var group in CommandTable.Groups.Where(group => group.Listed))
            Append(text, group.Name, group.Summary);
        text.Append("\nShortcut commands, use 'deis shortcuts' to see all:\n\n");
        AppendShortcuts(text, CommonShortcuts);
        return text.Append("\nUse 'git push deis master' to deploy to an application.\n").ToString();
    }

    private static void AppendShortcuts(StringBuilder text, string[] names)
    {
        foreach (var name in names)
        {
            if (CommandTable.Find(Shortcuts.Expand(name)) is { } command)
                Append(text, name, command.Summary);
        }
    }

    private static void Append(StringBuilder text, string name, string summary) =>
        text.Append("  ").Append(name.PadRight(NameWidth)).Append(summary).Append('\n');
}
