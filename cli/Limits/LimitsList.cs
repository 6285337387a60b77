using Deis.Cli.CommandLine;

namespace Deis.Cli.Limits;

/// <summary><c>deis limits:list</c>.</summary>
internal sealed class LimitsList : Command
{
    public override string Name => "limits:list";

    public override string Summary => "list resource limits for an app";

    public override string Help => """
        Lists how much memory and processor time the processes of an application get.

        Usage: deis limits:list [options]

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
        LimitsOutput.Write(context.Terminal, app, await session.Client.Config.GetAsync(app, cancellationToken));
        return 0;
    }
}
