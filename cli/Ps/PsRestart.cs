using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;
using Deis.Client.Errors;

namespace Deis.Cli.Ps;

/// <summary><c>deis ps:restart</c>.</summary>
internal sealed class PsRestart : Command
{
    public override string Name => "ps:restart";

    public override string Summary => "restart an application or its process types";

    public override string Help => """
        Restarts all processes of an application, those of a type, or one.

        Usage: deis ps:restart [<type>] [options]

        Arguments:
          <type>
            process type such as 'web', or the name of a process as 'deis ps:list'
            shows it.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var target = arguments.Value("<type>") is { } word ? RestartTarget.Parse(word, app) : null;

        context.Terminal.WriteLine($"Restarting processes... but first, {Drink.OfChoice}!");
        var elapsed = context.Work.Stopwatch();
        try
        {
            var pods = await context.Work.SpinAsync(session.Client.Pods.RestartAsync(app, target?.Type, target?.Pod, cancellationToken));
            if (pods.Length == 0)
            {
                JsonOutput.Write(context.Terminal, pods, () => ClientJson.Default.PodArray);
                context.Terminal.WriteLine("Could not find any processes to restart");
                return 0;
            }
            context.Terminal.WriteLine(elapsed());
            ProcessList.Write(context.Terminal, app, pods);
            return 0;
        }
        catch (DeisApiException e) when (e.Kind == ApiErrorKind.PodNotFound)
        {
            throw new CommandException($"Could not find process type {target?.Type} in app {app}", "'deis ps' lists those that run.");
        }
    }
}
