using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Deis.TestSupport.Kubernetes;

/// <summary>An authority of its own, with a certificate for the API server on 127.0.0.1 and one for an administrator; files in one folder.</summary>
internal sealed class ApiServerCertificates
{
    private readonly string _folder;

    public ApiServerCertificates(string folder)
    {
        _folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=test-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        using var authority = request.CreateSelfSigned(From, To);
        Write(Authority, authority.ExportCertificatePem());

        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        Issue(authority, "server", "CN=kube-apiserver", "1.3.6.1.5.5.7.3.1", names);
        Issue(authority, "admin", "O=system:masters, CN=admin", "1.3.6.1.5.5.7.3.2", names: null);

        using var tokens = RSA.Create(2048);
        Write(TokenKey, tokens.ExportRSAPrivateKeyPem());
    }

    /// <summary>Certificate of the authority.</summary>
    public string Authority => Path.Combine(_folder, "ca.crt");

    /// <summary>Key that service account tokens are signed with.</summary>
    public string TokenKey => Path.Combine(_folder, "tokens.key");

    private static DateTimeOffset From => TimeProvider.System.GetUtcNow().AddMinutes(-5);

    private static DateTimeOffset To => TimeProvider.System.GetUtcNow().AddDays(7);

    /// <summary>Certificate file of <c>server</c> or <c>admin</c>.</summary>
    public string Certificate(string name) => Path.Combine(_folder, name + ".crt");

    /// <summary>Key file of <c>server</c> or <c>admin</c>.</summary>
    public string Key(string name) => Path.Combine(_folder, name + ".key");

    private void Issue(X509Certificate2 authority, string name, string subject, string usage, SubjectAlternativeNameBuilder? names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        if (names is not null)
            request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, From.AddMinutes(1), To.AddMinutes(-1), RandomNumberGenerator.GetBytes(8));
        Write(Certificate(name), certificate.ExportCertificatePem());
        Write(Key(name), key.ExportPkcs8PrivateKeyPem());
    }

    private static void Write(string path, string text) => File.WriteAllText(path, text + "\n");
}
