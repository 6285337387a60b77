using Deis.Cli.CommandLine;

namespace Deis.Cli.Tls;

/// <summary><c>deis tls:enable</c> and <c>deis tls:disable</c>.</summary>
internal sealed class TlsSwitch(bool on) : Command
{
    public override string Name => on ? "tls:enable" : "tls:disable";

    public override string Summary => on ? "enable https-only for an application" : "disable https-only for an application";

    public override string Help => $"""
        {(on ? "Sends visitors who come by HTTP to HTTPS." : "Serves visitors by HTTP too.")}

        Usage: deis {Name} [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write($"{(on ? "Enabling" : "Disabling")} https-only requests for {app}... ");
        await context.Work.SpinAsync(session.Client.Tls.EnforceAsync(app, on, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
