using Deis.Cli.CommandLine;
using Deis.Cli.Help;
using Deis.Cli.Terminal;

namespace Deis.Cli.Dispatch;

/// <summary>Finds the command that the words mean and runs it.</summary>
internal sealed class Dispatcher(CliTerminal terminal, TimeProvider time)
{
    private const int Misuse = 1;
    private const string Usage = "Usage: deis <command> [<args>...]";

    /// <summary>The command that runs or ran; null before, and when no command was meant.</summary>
    public Command? Running { get; private set; }

    public async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var words = CommandLineWords.Read(args);
        if (words.Command.Length == 0 || words.Command.StartsWith('-'))
        {
            terminal.WriteErrorLine(Usage);
            return Misuse;
        }
        if (words.Command == "help")
        {
            terminal.Write(TopLevelHelp.Text());
            return 0;
        }
        if (CommandTable.GroupOf(words.Command) is not { } group)
            return await Plugin.TryRunAsync(words) ?? Unknown(words.Command);

        if (group.Find(words.Command) is { } command)
            return await RunAsync(command, words, cancellationToken);
        if (words.AsksForHelp || (words.Command == group.Name && group.DefaultCommand is null))
        {
            terminal.Write(GroupHelp.Text(group));
            return 0;
        }
        return words.Command == group.Name
            ? await RunAsync(group.Find(group.DefaultCommand!)!, words, cancellationToken)
            : Unknown(words.Command);
    }

    private async Task<int> RunAsync(Command command, CommandLineWords words, CancellationToken cancellationToken)
    {
        var syntax = CommandSyntax.Parse(command.Help);
        var outcome = ArgumentParser.Parse(syntax, words.Rest);
        if (outcome.HelpWanted)
        {
            terminal.WriteLine(command.Help);
            return 0;
        }
        if (outcome.Arguments is not { } arguments)
        {
            if (outcome.Problem is not null)
                terminal.WriteErrorLine(outcome.Problem);
            terminal.WriteErrorLine(syntax.Usage);
            return Misuse;
        }
        terminal.JsonOnly = arguments.Flag("--json");
        Running = command;
        using var context = new CommandContext(terminal, time, words.Profile);
        return await command.RunAsync(context, arguments, cancellationToken);
    }

    private int Unknown(string word)
    {
        terminal.WriteErrorLine("Found no matching command, try 'deis help'");
        if (Suggestion.For(word) is { } name)
            terminal.WriteErrorLine($"Did you mean 'deis {name}'?");
        terminal.WriteErrorLine(Usage);
        return Misuse;
    }
}
