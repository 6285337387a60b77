using Deis.Cli.CommandLine;

namespace Deis.Cli.Timeouts;

/// <summary><c>deis timeouts:unset</c>.</summary>
internal sealed class TimeoutsUnset : Command
{
    public override string Name => "timeouts:unset";

    public override string Summary => "unset timeouts for an app";

    public override string Help => """
        Gives the processes of these types the default time to end.

        Usage: deis timeouts:unset <type>... [options]

        Arguments:
          <type>
            process type as in the Procfile, such as 'web'.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken) =>
        TimeoutsMap.Instance.ChangeAsync(context, arguments, Pairs.Removed(arguments.Values("<type>")), cancellationToken);
}
