using Deis.Cli.CommandLine;

namespace Deis.Cli.Timeouts;

/// <summary><c>deis timeouts:list</c>.</summary>
internal sealed class TimeoutsList : Command
{
    public override string Name => "timeouts:list";

    public override string Summary => "list timeouts for an app";

    public override string Help => """
        Lists how many seconds the processes of an application get to end.

        Usage: deis timeouts:list [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken) =>
        TimeoutsMap.Instance.ListAsync(context, arguments, cancellationToken);
}
