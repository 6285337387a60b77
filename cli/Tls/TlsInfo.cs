using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;

namespace Deis.Cli.Tls;

/// <summary><c>deis tls:info</c>.</summary>
internal sealed class TlsInfo : Command
{
    public override string Name => "tls:info";

    public override string Summary => "view info about an application's TLS settings";

    public override string Help => """
        Says whether an application is reached by HTTPS only.

        Usage: deis tls:info [options]

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
        var tls = await session.Client.Tls.GetAsync(app, cancellationToken);

        JsonOutput.Write(context.Terminal, tls, () => ClientJson.Default.AppTls);
        context.Terminal.WriteLine($"=== {app} TLS");
        context.Terminal.WriteLine($"HTTPS Enforced: {tls.HttpsEnforced switch { true => "true", false => "false", null => "not set" }}");
        return 0;
    }
}
