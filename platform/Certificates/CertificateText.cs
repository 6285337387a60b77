using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Deis.Platform.Results;

namespace Deis.Platform.Certificates;

/// <summary>A certificate as users send it: PEM, followed by those that lead from it to a known one.</summary>
internal sealed class CertificateText : IDisposable
{
    private const string Label = "CERTIFICATE";
    private const string KeyLabel = "PRIVATE KEY";
    private const int MinRsaBits = 2048;

    // P-256, P-384, P-521
    private static readonly string[] Curves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    private CertificateText(X509Certificate2 first, string chain, DistinguishedName subject, DistinguishedName issuer, string[] hosts)
    {
        First = first;
        Chain = chain;
        Subject = subject;
        Issuer = issuer;
        Hosts = hosts;
    }

    /// <summary>The certificate itself.</summary>
    public X509Certificate2 First { get; }

    /// <summary>All of them as PEM, without whatever stood between.</summary>
    public string Chain { get; }

    public DistinguishedName Subject { get; }

    public DistinguishedName Issuer { get; }

    /// <summary>The DNS names it is for.</summary>
    public string[] Hosts { get; }

    /// <summary>SHA-256 as colon-separated pairs of capital hex digits.</summary>
    public string Fingerprint => string.Join(':', First.GetCertHash(HashAlgorithmName.SHA256).Select(part => part.ToString("X2", null)));

    /// <summary>Reads a certificate that can be used for TLS, or says what is wrong with it.</summary>
    public static Result<CertificateText> Read(string text)
    {
        var blocks = Blocks(text);
        if (blocks.Any(block => block.Label.EndsWith(KeyLabel, StringComparison.Ordinal)))
        {
            return Errors.BadCertificate("there is a private key in it. Certificate and key are sent apart from each other.");
        }
        var ders = blocks.Where(block => block.Label == Label).Select(block => block.Content).ToList();
        if (ders.Count == 0)
        {
            return Errors.BadCertificate("there is no PEM block -----BEGIN CERTIFICATE----- in it.");
        }
        foreach (var (der, number) in ders.Skip(1).Select((der, i) => (der, i + 2)))
        {
            if (!TryLoad(der, out var link))
            {
                return Errors.BadCertificate($"block {number} is no X.509 certificate.");
            }
            link.Dispose();
        }
        if (!TryLoad(ders[0], out var first))
        {
            return Errors.BadCertificate("it is no X.509 certificate.");
        }
        var read = ReadFirst(first, string.Concat(ders.Select(der => PemEncoding.WriteString(Label, der) + "\n")));
        if (read.Error is not null)
        {
            first.Dispose();
        }
        return read;
    }

    /// <inheritdoc />
    public void Dispose() => First.Dispose();

    private static Result<CertificateText> ReadFirst(X509Certificate2 first, string chain)
    {
        const string Unreadable = "the names in it cannot be read.";
        try
        {
            if (Weakness(first) is { } weakness)
            {
                return Errors.BadCertificate(weakness);
            }
            var (subject, issuer) = (new DistinguishedName(first.SubjectName), new DistinguishedName(first.IssuerName));
            string[] hosts = [.. first.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateDnsNames())];
            // A NUL in a name ends it for some programs and not for others, which only serves to deceive.
            return hosts.Append(subject.ToString()).Append(issuer.ToString()).Any(name => name.Contains('\0', StringComparison.Ordinal))
                ? Errors.BadCertificate(Unreadable)
                : new CertificateText(first, chain, subject, issuer, hosts);
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            return Errors.BadCertificate(Unreadable);
        }
    }

    // What TLS libraries of today refuse, and so nobody could connect to.
    private static string? Weakness(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
        {
            return rsa.KeySize < MinRsaBits ? $"its RSA key has {rsa.KeySize} bits; clients want {MinRsaBits} or more." : null;
        }
        using var ecdsa = certificate.GetECDsaPublicKey();
        if (ecdsa is null)
        {
            return "its key is neither RSA nor ECDSA, and the router serves no other.";
        }
        return Curves.Contains(ecdsa.ExportParameters(includePrivateParameters: false).Curve.Oid?.Value ?? "") ? null : "its ECDSA key is on none of the curves P-256, P-384 and P-521.";
    }

    private static bool TryLoad(byte[] der, [NotNullWhen(true)] out X509Certificate2? certificate)
    {
        try
        {
            certificate = X509CertificateLoader.LoadCertificate(der);
            return true;
        }
        catch (CryptographicException)
        {
            certificate = null;
            return false;
        }
    }

    private static List<(string Label, byte[] Content)> Blocks(string text)
    {
        var blocks = new List<(string, byte[])>();
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            blocks.Add((rest[fields.Label].ToString(), Convert.FromBase64String(rest[fields.Base64Data].ToString())));
        }
        return blocks;
    }
}
