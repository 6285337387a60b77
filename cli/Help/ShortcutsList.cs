using Deis.Cli.CommandLine;
using Deis.Cli.Dispatch;
using Deis.Cli.Output;

namespace Deis.Cli.Help;

/// <summary><c>deis shortcuts:list</c>.</summary>
internal sealed class ShortcutsList : Command
{
    public override string Name => "shortcuts:list";

    public override string Summary => "list the shortcuts of commands";

    public override string Help => """
        Lists the short names of commands.

        Usage: deis shortcuts:list [options]

        Options:
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        JsonOutput.Write<IReadOnlyDictionary<string, string>>(
            context.Terminal, Shortcuts.All.ToDictionary(shortcut => shortcut.Name, shortcut => shortcut.Target), () => CliJson.Default.Map);
        foreach (var shortcut in Shortcuts.All)
            context.Terminal.WriteLine($"{shortcut.Name} -> {shortcut.Target}");
        context.Terminal.WriteLine();
        return Task.FromResult(0);
    }
}
