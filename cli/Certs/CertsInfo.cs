using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;

namespace Deis.Cli.Certs;

/// <summary><c>deis certs:info</c>.</summary>
internal sealed class CertsInfo : Command
{
    private const int LabelWidth = 20;

    public override string Name => "certs:info";

    public override string Summary => "get detailed information about the certificate";

    public override string Help => """
        Shows what is known of a certificate. Its key is shown to nobody.

        Usage: deis certs:info <name> [options]

        Arguments:
          <name>
            name of the certificate.

        Options:
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var certificate = await session.Client.Certs.GetAsync(arguments.Required("<name>"), cancellationToken);

        JsonOutput.Write(context.Terminal, certificate, () => ClientJson.Default.Certificate);
        context.Terminal.WriteLine($"=== {certificate.Name} Certificate");
        Line("Common Name(s):", certificate.CommonName ?? "");
        Line("Expires At:", CertificateDate.Day(certificate.Expires));
        Line("Starts At:", CertificateDate.Day(certificate.Starts));
        Line("Fingerprint:", certificate.Fingerprint);
        Line("Subject Alt Name:", List(certificate.San, "N/A"));
        Line("Issuer:", certificate.Issuer);
        Line("Subject:", certificate.Subject);
        context.Terminal.WriteLine();
        Line("Connected Domains:", List(certificate.Domains, "No connected domains"));
        Line("Owner:", certificate.Owner);
        Line("Created:", CertificateDate.Day(certificate.Created));
        Line("Updated:", CertificateDate.Day(certificate.Updated));
        return 0;

        void Line(string label, string value) => context.Terminal.WriteLine(label.PadRight(LabelWidth) + value);
    }

    private static string List(IReadOnlyList<string>? items, string none) => items is { Count: > 0 } ? string.Join(',', items) : none;
}
