using Deis.Cli.CommandLine;

namespace Deis.Cli.Ps;

/// <summary><c>deis ps:stop</c>.</summary>
internal sealed class PsStop : Command
{
    public override string Name => "ps:stop";

    public override string Summary => "stop a one-off command";

    public override string Help => """
        Stops a command that was started by 'deis run'.

        Usage: deis ps:stop <process> [options]

        Arguments:
          <process>
            name of the process as 'deis ps:list' shows it, or its last five
            characters.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var word = arguments.Required("<process>");
        var target = RestartTarget.Parse(word, app);
        if (target.Pod is not null && target.Type != ProcessType.OneOff)
            throw new CommandException($"{word} is no one-off command. 'deis ps:scale {target.Type}=0' stops all processes of its type.");

        context.Terminal.Write($"Stopping {word}... ");
        await context.Work.StepAsync(session.Client.Pods.StopRunAsync(app, word[(word.LastIndexOf('-') + 1)..], cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
