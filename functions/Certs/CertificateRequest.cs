using Deis.Functions.Reference;

namespace Deis.Functions.Certs;

/// <summary>A certificate and its key.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Name">Its name: small letters, digits and hyphens, at most 248.</param>
/// <param name="Certificate">PEM: the certificate, then those that lead from it to one that clients know.</param>
/// <param name="Key">PEM: the private key, without a passphrase.</param>
public sealed record CertificateRequest(string Name, string Certificate, string Key) : IExample<CertificateRequest>
{
    /// <inheritdoc/>
    public static CertificateRequest Example => new(
        "shop-2026", "-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n", "-----BEGIN PRIVATE KEY-----\nMIGH…\n-----END PRIVATE KEY-----\n");
}
