using Deis.Cli.CommandLine;
using Deis.Cli.Dispatch;

namespace Deis.Cli.Completion;

/// <summary>A first word that the client knows: a command, a group with a default command, or a shortcut.</summary>
/// <param name="Name">The word.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Options">The options behind it, by their long names.</param>
internal sealed record CompletionWord(string Name, string Summary, IReadOnlyList<OptionSyntax> Options)
{
    private static readonly OptionSyntax Profile = new("-c", "--config", TakesValue: true, Default: null);

    /// <summary>All of them, sorted.</summary>
    public static IReadOnlyList<CompletionWord> All()
    {
        var words = new List<CompletionWord> { new("help", "explain a command", []) };
        foreach (var group in CommandTable.Groups)
        {
            words.AddRange(group.Commands.Select(command => Of(command.Name, command)));
            if (group.DefaultCommand is { } name && name != group.Name)
                words.Add(Of(group.Name, group.Find(name)!) with { Summary = group.Summary });
            else if (group.DefaultCommand is null)
                words.Add(new CompletionWord(group.Name, group.Summary, []));
        }
        words.AddRange(Shortcuts.All.Select(shortcut => Of(shortcut.Name, CommandTable.Find(shortcut.Target)!)));
        return [.. words.OrderBy(word => word.Name, StringComparer.Ordinal)];
    }

    private static CompletionWord Of(string name, Command command) =>
        new(name, command.Summary, [.. CommandSyntax.Parse(command.Help).Options, Profile]);
}
