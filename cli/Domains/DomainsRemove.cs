using Deis.Cli.CommandLine;

namespace Deis.Cli.Domains;

/// <summary><c>deis domains:remove</c>.</summary>
internal sealed class DomainsRemove : Command
{
    public override string Name => "domains:remove";

    public override string Summary => "unbind a domain from an application";

    public override string Help => """
        Leads a domain no longer to an application.

        Usage: deis domains:remove <domain> [options]

        Arguments:
          <domain>
            the domain.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var domain = arguments.Required("<domain>");
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write($"Removing {domain} from {app}... ");
        await context.Work.SpinAsync(session.Client.Domains.RemoveAsync(app, domain, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
