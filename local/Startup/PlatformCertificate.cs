using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Deis.Router.Certificates;

namespace Deis.Local.Startup;

/// <summary>The certificate for all host names that have none of their own: a file in the state folder, which the operator may replace by one of his.</summary>
internal static class PlatformCertificate
{
    private const int Years = 10;

    /// <summary>The certificate with its key, then those that lead to a known one. Made, signed by itself, when there is no file.</summary>
    /// <exception cref="LocalException">The file does not hold a certificate and its key.</exception>
    public static X509Certificate2Collection Load(string file, TimeProvider clock)
    {
        if (!File.Exists(file))
        {
            StateFolder.WritePrivate(file, Make(clock.GetUtcNow()));
        }

        try
        {
            return CertificateFile.Read(file);
        }
        catch (FormatException failure)
        {
            throw new LocalException(failure.Message, "Put a good one there, or delete it to get one that is signed by itself.");
        }
    }

    private static string Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=*.{LocalOptions.Domain}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(LocalOptions.Domain);
        names.AddDnsName($"*.{LocalOptions.Domain}");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }
}
