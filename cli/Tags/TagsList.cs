using Deis.Cli.CommandLine;

namespace Deis.Cli.Tags;

/// <summary><c>deis tags:list</c>.</summary>
internal sealed class TagsList : Command
{
    public override string Name => "tags:list";

    public override string Summary => "list tags for an app";

    public override string Help => """
        Lists the tags of the machines that may run an application.

        Usage: deis tags:list [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken) =>
        TagsMap.Instance.ListAsync(context, arguments, cancellationToken);
}
