using Deis.Cli.CommandLine;
using Deis.Client;

namespace Deis.Cli.Help;

/// <summary><c>deis version</c>.</summary>
internal sealed class VersionCommand : Command
{
    public override string Name => "version";

    public override string Summary => "display client version";

    public override string Help => """
        Displays the version of the client.

        Usage: deis version [options]

        Options:
          -a --all
            display the API versions of client and server too.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        if (!arguments.Flag("--all"))
        {
            context.Terminal.WriteLine(CommandContext.Version);
            return 0;
        }
        var session = context.OpenSession();
        context.Terminal.WriteLine($"Workflow CLI Version:            {CommandContext.Version}");
        context.Terminal.WriteLine($"Workflow CLI API Version:        {ApiVersion.Client}");
        context.Terminal.WriteLine($"Workflow Controller API Version: {await session.Client.Controller.ApiVersionAsync(cancellationToken)}");
        return 0;
    }
}
