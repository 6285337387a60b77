using Deis.Cli.CommandLine;
using Deis.Cli.Output;

namespace Deis.Cli.Ps;

/// <summary><c>deis ps:list</c>.</summary>
internal sealed class PsList : Command
{
    /// <summary>Servers never cut this listing; the number is that of the original.</summary>
    public const int Limit = 1000;

    public override string Name => "ps:list";

    public override string Summary => "list application processes";

    public override string Help => """
        Lists the processes of an application.

        Usage: deis ps:list [options]

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
        ProcessList.Write(context.Terminal, app, await session.Client.Pods.ListAsync(app, Limit, cancellationToken));
        return 0;
    }
}
