using System.Net;
using Deis.Cli.Apps.Attached;
using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Cli.Terminal;
using Deis.Client;
using Deis.Client.Apps;
using Deis.Client.Errors;

namespace Deis.Cli.Apps;

/// <summary><c>deis apps:run</c>.</summary>
internal sealed class AppsRun : Command
{
    public override string Name => "apps:run";

    public override string Summary => "run a command in an ephemeral app container";

    public override string Help => """
        Runs a command once, with the build and the environment of the current release,
        beside the processes of the application. Ends with the command's exit code.
        Interrupted, it stops the command, unless that is detached.

        At a terminal the command gets a terminal of its own: 'deis run bash' is a shell.
        Otherwise its output is shown when it has ended, unless '-i' is given.

        Usage: deis apps:run [options] [--] <command>...

        Arguments:
          <command>
            the shell command to run. Put '--' before it when it has options.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          -i --interactive
            pass on standard input, and show output as it comes.
          --detach
            do not wait for the command: its output goes to 'deis logs' only,
            'deis ps:stop' stops it.
          --json
            print JSON instead of text: exit code and output, or what was detached.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var command = string.Join(' ', arguments.Values("<command>"));
        var terminal = context.Terminal;
        terminal.WriteLine($"Running '{command}'...");
        terminal.Flush();
        if (arguments.Flag("--detach"))
        {
            var run = await session.Client.Apps.RunDetachedAsync(app, command, cancellationToken);
            JsonOutput.Write(terminal, run, () => ClientJson.Default.DetachedRun);
            terminal.WriteLine($"{run.Process} runs; see 'deis logs' for its output.");
            return 0;
        }
        if (terminal.JsonOnly && arguments.Flag("--interactive"))
            throw new CommandException("--json does not go with --interactive, whose output comes as it is");
        var atTerminal = AttachedCommand.AtTerminal && !terminal.JsonOnly;
        if (arguments.Flag("--interactive"))
            return await AttachAsync(session, app, command, atTerminal, terminal, cancellationToken);
        if (atTerminal && await TryAttachAsync(session, app, command, terminal, cancellationToken) is { } exitCode)
            return exitCode;
        // Not as work of the server that goes on: who is not there any more gets no output.
        return Show(await session.Client.Apps.RunAsync(app, command, cancellationToken), terminal);
    }

    /// <returns>Null when the platform refuses: not every one lets its users talk to commands. Nothing was started then.</returns>
    private static async Task<int?> TryAttachAsync(Session session, string app, string command, CliTerminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            return await AttachAsync(session, app, command, atTerminal: true, terminal, cancellationToken);
        }
        catch (DeisApiException e) when (e.Status == HttpStatusCode.Conflict)
        {
            return null;
        }
    }

    private static async Task<int> AttachAsync(
        Session session, string app, string command, bool atTerminal, CliTerminal terminal, CancellationToken cancellationToken)
    {
        var (talk, result) = await session.Client.Apps.RunAttachedAsync(
            app, command, atTerminal ? AttachedCommand.Terminal() : null, cancellationToken);
        if (talk is null)
            return Show(result!, terminal);
        await using (talk)
            return await new AttachedCommand(talk, atTerminal).RunAsync(cancellationToken);
    }

    private static int Show(RunResult result, CliTerminal terminal)
    {
        JsonOutput.Write(terminal, result, () => ClientJson.Default.RunResult);
        if (result.ExitCode == 0 || terminal.JsonOnly)
            terminal.Write(result.Output);
        else
            terminal.WriteError(result.Output);
        return result.ExitCode;
    }
}
