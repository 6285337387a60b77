using Deis.Cli.CommandLine;

namespace Deis.Cli.Labels;

/// <summary><c>deis labels:set</c>.</summary>
internal sealed class LabelsSet : Command
{
    public override string Name => "labels:set";

    public override string Summary => "add new application's label";

    public override string Help => """
        Sets labels of an application.

        Usage: deis labels:set <key>=<value>... [options]

        Arguments:
          <key>
            name of the label, such as 'team'.
          <value>
            its value, such as 'frontend'.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken) =>
        LabelsOutput.ChangeAsync(
            context,
            arguments,
            "Applying",
            Pairs.Read(arguments.Values("<key>=<value>"), "git_repo=https://git.example.com/shop team=frontend"),
            cancellationToken);
}
