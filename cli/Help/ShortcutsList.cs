using Deis.Cli.CommandLine;
using Deis.Cli.Dispatch;

namespace Deis.Cli.Help;

/// <summary><c>deis shortcuts:list</c>.</summary>
internal sealed class ShortcutsList : Command
{
    public override string Name => "shortcuts:list";

    public override string Summary => "list the shortcuts of commands";

    public override string Help => """
        Lists the short names of commands.

        Usage: deis shortcuts:list [options]
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        foreach (var shortcut in Shortcuts.All)
            context.Terminal.WriteLine($"{shortcut.Name} -> {shortcut.Target}");
        context.Terminal.WriteLine();
        return Task.FromResult(0);
    }
}
