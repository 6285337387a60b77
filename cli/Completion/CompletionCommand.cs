using Deis.Cli.CommandLine;

namespace Deis.Cli.Completion;

/// <summary><c>deis completion</c>.</summary>
internal sealed class CompletionCommand : Command
{
    public override string Name => "completion";

    public override string Summary => "have your shell complete commands";

    public override string Help => """
        Prints a script with which a shell completes commands and options on the tab key.

          bash  echo 'source <(deis completion bash)' >> ~/.bashrc
          zsh   echo 'source <(deis completion zsh)' >> ~/.zshrc   (below compinit)
          fish  deis completion fish > ~/.config/fish/completions/deis.fish

        Usage: deis completion <shell> [options]

        Arguments:
          <shell>
            'bash', 'zsh' or 'fish'.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var shell = arguments.Required("<shell>");
        context.Terminal.Write(shell switch
        {
            "bash" => BashScript.Text(CompletionWord.All()),
            "zsh" => ZshScript.Text(CompletionWord.All()),
            "fish" => FishScript.Text(CompletionWord.All()),
            _ => throw new CommandException($"there is no completion for {shell}; there is one for bash, zsh and fish"),
        });
        return Task.FromResult(0);
    }
}
