using Deis.Cli.CommandLine;
using Deis.Client.Settings;

namespace Deis.Cli.Routing;

/// <summary><c>deis routing:enable</c> and <c>deis routing:disable</c>.</summary>
internal sealed class RoutingSwitch(bool on) : Command
{
    public override string Name => on ? "routing:enable" : "routing:disable";

    public override string Summary => on ? "enable routability of an app" : "disable routability of an app";

    public override string Help => $"""
        {(on ? "Lets requests get to an application." : "Keeps requests from an application. Its processes run on.")}

        Usage: deis {Name} [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write($"{(on ? "Enabling" : "Disabling")} routing for {app}... ");
        await context.Work.SpinAsync(session.Client.Settings.ChangeAsync(app, new SettingsChange { Routable = on }, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
