using Deis.Cli.CommandLine;

namespace Deis.Cli.Services;

/// <summary><c>deis services:remove</c>.</summary>
internal sealed class ServicesRemove : Command
{
    public override string Name => "services:remove";

    public override string Summary => "remove service from an application";

    public override string Help => """
        Has a process type of an application get no requests to paths of its own any longer.

        Usage: deis services:remove <procfile_type> [options]

        Arguments:
          <procfile_type>
            the process type.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var type = arguments.Required("<procfile_type>");
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write($"Removing {type} from {app}... ");
        await context.Work.SpinAsync(session.Client.Services.RemoveAsync(app, type, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
