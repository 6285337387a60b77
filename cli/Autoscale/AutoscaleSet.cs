using Deis.Cli.CommandLine;
using Deis.Client.Settings;

namespace Deis.Cli.Autoscale;

/// <summary><c>deis autoscale:set</c>.</summary>
internal sealed class AutoscaleSet : Command
{
    public override string Name => "autoscale:set";

    public override string Summary => "turn on autoscale for an app";

    public override string Help => """
        Has the number of processes of a type follow their use of the processor.

        Usage: deis autoscale:set <process-type> [options]

        Arguments:
          <process-type>
            process type as in the Procfile, such as 'web'.

        Options:
          --min=<min>
            fewest processes; needed.
          --max=<max>
            most processes; needed.
          --cpu-percent=<percent>
            use of the processor to aim at; needed.
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var type = arguments.Required("<process-type>");
        var rule = new Client.Settings.Autoscale(Number(arguments, "--min"), Number(arguments, "--max"), Number(arguments, "--cpu-percent"));
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write($"Applying autoscale settings for process type {type} on {app}... ");
        var change = new SettingsChange { Autoscale = new Dictionary<string, Client.Settings.Autoscale?> { [type] = rule } };
        await context.Work.SpinAsync(session.Client.Settings.ChangeAsync(app, change, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }

    private static int Number(Arguments arguments, string option) => arguments.Whole(option)
        ?? throw new CommandException($"{option} is missing; give --min, --max and --cpu-percent");
}
