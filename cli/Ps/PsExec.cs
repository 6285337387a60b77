using Deis.Cli.Apps.Attached;
using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;

namespace Deis.Cli.Ps;

/// <summary><c>deis ps:exec</c>.</summary>
internal sealed class PsExec : Command
{
    public override string Name => "ps:exec";

    public override string Summary => "run a command inside a running process";

    public override string Help => """
        Runs a command inside a process that runs: with its files and its environment,
        within its limits. Ends with the command's exit code.

        At a terminal the command gets a terminal of its own: 'deis ps:exec -- bash' is
        a shell. When you leave, the command gets a hang-up.

        To run a command beside the processes, in a container of its own: 'deis run'.

        Usage: deis ps:exec [<process>] [options] -- <command>...

        Arguments:
          <process>
            process type such as 'web', or the name of a process as 'deis ps:list'
            shows it; without it the first one there that is up.
          <command>
            the shell command to run.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          -i --interactive
            pass on standard input, where that is no terminal.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var command = string.Join(' ', arguments.Values("<command>"));
        var process = arguments.Value("<process>") ?? await FirstAsync(session.Client, app, cancellationToken);
        var atTerminal = AttachedCommand.AtTerminal;
        if (atTerminal)
        {
            context.Terminal.WriteLine($"Running '{command}' in {process}...");
            context.Terminal.Flush();
        }
        await using var talk = await session.Client.Pods.ExecAsync(app, process, command, atTerminal ? AttachedCommand.Terminal() : null, cancellationToken);
        return await new AttachedCommand(talk, atTerminal, passesInput: atTerminal || arguments.Flag("--interactive")).RunAsync(cancellationToken);
    }

    private static async Task<string> FirstAsync(DeisClient client, string app, CancellationToken cancellationToken)
    {
        var pods = await client.Pods.ListAsync(app, PsList.Limit, cancellationToken);
        return ProcessList.Sorted(pods.Results).FirstOrDefault(pod => pod.State == "up" && pod.Type != ProcessType.OneOff)?.Name
            ?? throw new CommandException($"No process of {app} is up", "'deis ps' lists those that there are; 'deis scale <type>=1' starts one.");
    }
}
