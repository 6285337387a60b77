using Deis.Cli.CommandLine;

namespace Deis.Cli.Labels;

/// <summary><c>deis labels:list</c>.</summary>
internal sealed class LabelsList : Command
{
    public override string Name => "labels:list";

    public override string Summary => "list application's labels";

    public override string Help => """
        Lists the labels of an application, which are notes to it.

        Usage: deis labels:list [options]

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
        LabelsOutput.Write(context.Terminal, app, (await session.Client.Settings.GetAsync(app, cancellationToken)).Label);
        return 0;
    }
}
