using Deis.Cli.CommandLine;

namespace Deis.Cli.Domains;

/// <summary><c>deis domains:add</c>.</summary>
internal sealed class DomainsAdd : Command
{
    public override string Name => "domains:add";

    public override string Summary => "bind a domain to an application";

    public override string Help => """
        Leads a domain to an application. Its name must point to the platform.

        Usage: deis domains:add <domain> [options]

        Arguments:
          <domain>
            the domain, such as 'www.example.com' or '*.example.com'; a name without a dot is
            one below the platform's own domain.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var domain = arguments.Required("<domain>");
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write($"Adding {domain} to {app}... ");
        await context.Work.SpinAsync(session.Client.Domains.AddAsync(app, domain, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
