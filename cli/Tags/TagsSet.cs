using Deis.Cli.CommandLine;

namespace Deis.Cli.Tags;

/// <summary><c>deis tags:set</c>.</summary>
internal sealed class TagsSet : Command
{
    public override string Name => "tags:set";

    public override string Summary => "set tags for an app";

    public override string Help => """
        Has the processes of an application run on machines with these tags only.

        Usage: deis tags:set <key>=<value>... [options]

        Arguments:
          <key>
            name of the tag, such as 'environ' or 'rack'.
          <value>
            its value, such as 'prod' or '1'.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken) =>
        TagsMap.Instance.ChangeAsync(
            context, arguments, Pairs.Read(arguments.Values("<key>=<value>"), "rack=1 environ=prod"), cancellationToken);
}
