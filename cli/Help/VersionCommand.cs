using Deis.Cli.CommandLine;
using Deis.Cli.Output;
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
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        if (!arguments.Flag("--all"))
        {
            JsonOutput.Write(context.Terminal, new VersionReport(CommandContext.Version, ApiVersion.Client, null), () => CliJson.Default.VersionReport);
            context.Terminal.WriteLine(CommandContext.Version);
            return 0;
        }
        var server = await context.OpenSession().Client.Controller.ApiVersionAsync(cancellationToken);
        JsonOutput.Write(context.Terminal, new VersionReport(CommandContext.Version, ApiVersion.Client, server), () => CliJson.Default.VersionReport);
        context.Terminal.WriteLine($"Workflow CLI Version:            {CommandContext.Version}");
        context.Terminal.WriteLine($"Workflow CLI API Version:        {ApiVersion.Client}");
        context.Terminal.WriteLine($"Workflow Controller API Version: {server}");
        return 0;
    }
}
