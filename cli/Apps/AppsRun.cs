using Deis.Cli.CommandLine;

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

        Usage: deis apps:run [options] [--] <command>...

        Arguments:
          <command>
            the shell command to run. Put '--' before it when it has options.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --detach
            do not wait for the command: its output goes to 'deis logs' only,
            'deis ps:stop' stops it.
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
            terminal.WriteLine($"{run.Process} runs; see 'deis logs' for its output.");
            return 0;
        }
        // Not as work of the server that goes on: who is not there any more gets no output.
        var result = await session.Client.Apps.RunAsync(app, command, cancellationToken);
        if (result.ExitCode == 0)
            terminal.Write(result.Output);
        else
            terminal.WriteError(result.Output);
        return result.ExitCode;
    }
}
