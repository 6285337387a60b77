using Deis.Cli.CommandLine;
using Deis.Client.Settings;

namespace Deis.Cli.Autoscale;

/// <summary><c>deis autoscale:unset</c>.</summary>
internal sealed class AutoscaleUnset : Command
{
    public override string Name => "autoscale:unset";

    public override string Summary => "turn off autoscale for an app";

    public override string Help => """
        Ends the scaling of a process type by its load. Its processes run on.

        Usage: deis autoscale:unset <process-type> [options]

        Arguments:
          <process-type>
            process type as in the Procfile, such as 'web'.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var type = arguments.Required("<process-type>");
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write($"Removing autoscale for process type {type} on {app}... ");
        var change = new SettingsChange { Autoscale = new Dictionary<string, Client.Settings.Autoscale?> { [type] = null } };
        await context.Work.SpinAsync(session.Client.Settings.ChangeAsync(app, change, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
