using Deis.Cli.CommandLine;

namespace Deis.Cli.Config;

/// <summary><c>deis config:set</c>.</summary>
internal sealed class ConfigSet : Command
{
    public override string Name => "config:set";

    public override string Summary => "set environment variables for an app";

    public override string Help => """
        Sets environment variables of an application and releases it with them.

        Usage: deis config:set <var>=<value>... [options]

        Arguments:
          <var>
            name of the variable.
          <value>
            its value; it may be empty and may span lines.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken) =>
        ConfigOutput.SetAsync(context, arguments, ConfigPair.Read(arguments.Values("<var>=<value>")), cancellationToken);
}
