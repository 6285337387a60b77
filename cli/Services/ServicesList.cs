using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;

namespace Deis.Cli.Services;

/// <summary><c>deis services:list</c>.</summary>
internal sealed class ServicesList : Command
{
    public override string Name => "services:list";

    public override string Summary => "list services of an application";

    public override string Help => """
        Lists the process types that get some of an application's requests, with the paths.

        Usage: deis services:list [options]

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
        var services = (await session.Client.Services.ListAsync(app, cancellationToken)).Services;

        JsonOutput.Write(context.Terminal, services, () => ClientJson.Default.IReadOnlyListService);
        context.Terminal.WriteLine($"=== {app} Services");
        PrettyMap.Write(context.Terminal, services.ToDictionary(service => service.ProcfileType, service => service.PathPattern), PrettyMap.NarrowGap);
        return 0;
    }
}
