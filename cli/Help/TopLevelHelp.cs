using System.Text;
using Deis.Cli.Dispatch;

namespace Deis.Cli.Help;

/// <summary>The help of the whole client, by what users want to do.</summary>
internal static class TopLevelHelp
{
    private const int NameWidth = 14;

    private static readonly (Topic Topic, string Title, string[] Shortcuts)[] Sections =
    [
        (Topic.Account, "Get in", ["register", "login", "logout", "passwd", "whoami"]),
        (Topic.Deploy, "Make an application and deploy it", ["create", "info", "open", "pull", "rollback", "destroy"]),
        (Topic.Run, "Run it and look at it", ["logs", "run", "scale"]),
        (Topic.Configure, "Configure it", []),
        (Topic.Route, "Lead visitors to it", []),
        (Topic.Share, "Work with others", ["sharing"]),
        (Topic.Client, "Look after this client", []),
    ];

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


            """);
        foreach (var (topic, title, shortcuts) in Sections)
            Append(text, topic, title, shortcuts);
        return text.Append("""
            Use 'deis help <command>' to learn more of any of these, 'deis shortcuts' to see what
            the short ones stand for.

            Use 'git push deis master' to deploy to an application.

            """).ToString();
    }

    private static void Append(StringBuilder text, Topic topic, string title, string[] shortcuts)
    {
        text.Append(title).Append(":\n\n");
        foreach (var name in shortcuts)
            Append(text, name, CommandTable.Find(Shortcuts.Expand(name))!.Summary);
        foreach (var group in CommandTable.Groups.Where(group => group.Topic == topic))
            Append(text, group.Name, group.Summary);
        text.Append('\n');
    }

    private static void Append(StringBuilder text, string name, string summary) =>
        text.Append("  ").Append(name.PadRight(NameWidth)).Append(summary).Append('\n');
}
