using Deis.Cli.CommandLine;

namespace Deis.Cli.Labels;

/// <summary><c>deis labels:unset</c>.</summary>
internal sealed class LabelsUnset : Command
{
    public override string Name => "labels:unset";

    public override string Summary => "remove application's label";

    public override string Help => """
        Removes labels of an application.

        Usage: deis labels:unset <key>... [options]

        Arguments:
          <key>
            name of the label.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken) =>
        LabelsOutput.ChangeAsync(context, arguments, "Removing", Pairs.Removed(arguments.Values("<key>")), cancellationToken);
}
