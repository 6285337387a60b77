using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;
using Deis.Client.Certs;

namespace Deis.Cli.Certs;

/// <summary><c>deis certs:list</c>.</summary>
internal sealed class CertsList : Command
{
    private const int FingerprintEnd = 5;

    private static readonly string[] Heading =
        ["Name", "Common Name", "SubjectAltName", "Expires", "Fingerprint", "Domains", "Updated", "Created"];

    public override string Name => "certs:list";

    public override string Summary => "list SSL certificates of the logged in user";

    public override string Help => """
        Lists the SSL certificates of the user who is logged in.

        Usage: deis certs:list [options]

        Options:
          -l --limit=<num>
            the maximum number of results to display, defaults to config setting
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var certificates = await session.Client.Certs.ListAsync(session.Limit(arguments), cancellationToken);
        JsonOutput.Write(context.Terminal, certificates, () => ClientJson.Default.IReadOnlyListCertificate);
        if (certificates.Results.Count == 0)
            context.Terminal.WriteLine("No certs");
        else
            TextTable.Write(context.Terminal, Heading, [.. certificates.Results.Select(c => Row(c, context.Time.GetUtcNow()))]);
        return 0;
    }

    private static string[] Row(Certificate certificate, DateTimeOffset now) =>
    [
        certificate.Name,
        certificate.CommonName ?? "",
        string.Join(',', certificate.San ?? []),
        CertificateDate.Expiry(certificate.Expires, now),
        Abridge(certificate.Fingerprint),
        string.Join(',', certificate.Domains ?? []),
        CertificateDate.Day(certificate.Updated),
        CertificateDate.Day(certificate.Created),
    ];

    private static string Abridge(string fingerprint) =>
        fingerprint.Length > FingerprintEnd ? $"{fingerprint[..FingerprintEnd]}[...]{fingerprint[^FingerprintEnd..]}" : fingerprint;
}
