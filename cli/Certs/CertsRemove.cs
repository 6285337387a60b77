using Deis.Cli.CommandLine;

namespace Deis.Cli.Certs;

/// <summary><c>deis certs:remove</c>.</summary>
internal sealed class CertsRemove : Command
{
    public override string Name => "certs:remove";

    public override string Summary => "remove an SSL certificate";

    public override string Help => """
        Removes a certificate. Hosts that were served with it get that of the
        platform.

        Usage: deis certs:remove <name> [options]

        Arguments:
          <name>
            name of the certificate.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var name = arguments.Required("<name>");
        context.Terminal.Write($"Removing {name}... ");
        await context.Work.SpinAsync(session.Client.Certs.RemoveAsync(name, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
