using Deis.Cli.CommandLine;

namespace Deis.Cli.Certs;

/// <summary><c>deis certs:attach</c>.</summary>
internal sealed class CertsAttach : Command
{
    public override string Name => "certs:attach";

    public override string Summary => "attach an SSL certificate to a domain";

    public override string Help => """
        Has a domain of an application served with a certificate.

        Usage: deis certs:attach <name> <domain> [options]

        Arguments:
          <name>
            name of the certificate.
          <domain>
            the domain, which 'deis domains:add' has added to an application.

        Options:
          --replace
            take the place of the certificate that the domain has: no connection in
            between gets that of the platform.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var (name, domain) = (arguments.Required("<name>"), arguments.Required("<domain>"));
        context.Terminal.Write($"Attaching certificate {name} to domain {domain}... ");
        await context.Work.SpinAsync(session.Client.Certs.AttachAsync(name, domain, arguments.Flag("--replace"), cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
