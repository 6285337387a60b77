using Deis.Cli.CommandLine;

namespace Deis.Cli.Certs;

/// <summary><c>deis certs:detach</c>.</summary>
internal sealed class CertsDetach : Command
{
    public override string Name => "certs:detach";

    public override string Summary => "detach an SSL certificate from a domain";

    public override string Help => """
        Has a domain no longer served with a certificate, but with that of the
        platform.

        Usage: deis certs:detach <name> <domain> [options]

        Arguments:
          <name>
            name of the certificate.
          <domain>
            the domain.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var (name, domain) = (arguments.Required("<name>"), arguments.Required("<domain>"));
        context.Terminal.Write($"Detaching certificate {name} from domain {domain}... ");
        await context.Work.SpinAsync(session.Client.Certs.DetachAsync(name, domain, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
