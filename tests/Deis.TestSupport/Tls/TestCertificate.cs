using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Deis.TestSupport.Tls;

/// <summary>A certificate that is signed by itself, with its key.</summary>
/// <param name="Chain">The certificate as PEM.</param>
/// <param name="Key">Its private key as PEM, PKCS #8.</param>
public sealed record TestCertificate(string Chain, string Key)
{
    /// <summary>SHA-256 as pairs of capital hex digits with colons between, as OpenSSL shows it.</summary>
    public string Fingerprint
    {
        get
        {
            using var certificate = X509Certificate2.CreateFromPem(Chain);
            return FingerprintOf(certificate);
        }
    }

    /// <summary>The same of any certificate.</summary>
    public static string FingerprintOf(X509Certificate certificate) =>
        string.Join(':', certificate.GetCertHash(HashAlgorithmName.SHA256).Select(part => part.ToString("X2", null)));

    /// <summary>A new one with an ECDSA key for these names; the first is its common name.</summary>
    public static TestCertificate For(params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Sign(new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256), names, key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A new one with an RSA key.</summary>
    /// <param name="subject">Such as <c>CN=foo.com, C=US</c>; the last part comes first in the certificate.</param>
    /// <param name="names">The DNS names in it.</param>
    /// <param name="bits">Size of the key.</param>
    /// <param name="until">The end of its year of validity; in a month when it is left out.</param>
    public static TestCertificate Rsa(string subject, string[]? names = null, int bits = 2048, DateTimeOffset? until = null)
    {
        using var key = RSA.Create(bits);
        return Sign(new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), names ?? [], key.ExportPkcs8PrivateKeyPem(), until);
    }

    /// <summary>It with its key, ready to be served.</summary>
    public X509Certificate2 Load() => X509Certificate2.CreateFromPem(Chain, Key);

    private static TestCertificate Sign(CertificateRequest request, string[] names, string key, DateTimeOffset? until = null)
    {
        if (names.Length > 0)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            foreach (var name in names)
            {
                alternatives.AddDnsName(name);
            }

            request.CertificateExtensions.Add(alternatives.Build());
        }

        var end = until ?? TimeProvider.System.GetUtcNow().AddDays(30);
        using var certificate = request.CreateSelfSigned(end.AddYears(-1), end);
        return new TestCertificate(certificate.ExportCertificatePem() + "\n", key + "\n");
    }
}
