using Deis.Cli.CommandLine;

namespace Deis.Cli.Config;

/// <summary><c>deis config:unset</c>.</summary>
internal sealed class ConfigUnset : Command
{
    public override string Name => "config:unset";

    public override string Summary => "unset environment variables for an app";

    public override string Help => """
        Removes environment variables of an application and releases it without them.

        Usage: deis config:unset <key>... [options]

        Arguments:
          <key>
            name of the variable.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken) =>
        ConfigOutput.ChangeAsync(context, arguments, "Removing config", Pairs.Removed(arguments.Values("<key>")), cancellationToken);
}
