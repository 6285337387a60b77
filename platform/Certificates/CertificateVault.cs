using System.Text;
using Deis.Platform.Secrets;

namespace Deis.Platform.Certificates;

/// <summary>Seals and opens the private key of a <see cref="Certificate"/>.</summary>
public sealed class CertificateVault(ISecretProtector protector)
{
    /// <summary>Encrypts the key of the certificate of that name.</summary>
    public byte[] SealKey(string name, string key) => protector.Protect(Encoding.UTF8.GetBytes(key), Purpose(name));

    /// <summary>The key, as PEM.</summary>
    public string OpenKey(Certificate certificate) => Encoding.UTF8.GetString(protector.Unprotect(certificate.ProtectedKey, Purpose(certificate.Name)));

    private static string Purpose(string name) => $"certificate/{name}/key";
}
