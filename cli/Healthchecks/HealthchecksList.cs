using Deis.Cli.CommandLine;

namespace Deis.Cli.Healthchecks;

/// <summary><c>deis healthchecks:list</c>.</summary>
internal sealed class HealthchecksList : Command
{
    public override string Name => "healthchecks:list";

    public override string Summary => "list healthchecks for an app";

    public override string Help => """
        Lists the health checks of an application.

        Usage: deis healthchecks:list [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --type=<type>
            show those of this process type only.
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var config = await session.Client.Config.GetAsync(app, cancellationToken);
        ProbeOutput.Write(context.Terminal, app, config.Healthcheck, arguments.Value("--type"));
        return 0;
    }
}
