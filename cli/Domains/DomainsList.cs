using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;

namespace Deis.Cli.Domains;

/// <summary><c>deis domains:list</c>.</summary>
internal sealed class DomainsList : Command
{
    public override string Name => "domains:list";

    public override string Summary => "list domains bound to an application";

    public override string Help => """
        Lists the domains of an application.

        Usage: deis domains:list [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          -l --limit=<num>
            the maximum number of results to display, defaults to config setting
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var limit = session.Limit(arguments);
        var app = await session.AppAsync(arguments, cancellationToken);
        var domains = await session.Client.Domains.ListAsync(app, limit, cancellationToken);

        JsonOutput.Write(context.Terminal, domains, () => ClientJson.Default.IReadOnlyListDomain);
        DomainsOutput.Write(context.Terminal, app, domains);
        return 0;
    }
}
