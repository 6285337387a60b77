using Deis.Cli.CommandLine;

namespace Deis.Cli.Tags;

/// <summary><c>deis tags:unset</c>.</summary>
internal sealed class TagsUnset : Command
{
    public override string Name => "tags:unset";

    public override string Summary => "unset tags for an app";

    public override string Help => """
        Removes tags of an application.

        Usage: deis tags:unset <key>... [options]

        Arguments:
          <key>
            name of the tag.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken) =>
        TagsMap.Instance.ChangeAsync(context, arguments, Pairs.Removed(arguments.Values("<key>")), cancellationToken);
}
