using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Deis.Router.Certificates;

/// <summary>Reads the default certificate of a router from a PEM file: the certificate, those that lead from it to a known one, and the private key.</summary>
public static class CertificateFile
{
    /// <summary>The certificate with its private key, then the others.</summary>
    /// <exception cref="FormatException">The file cannot be read, or does not hold that; the message says so.</exception>
    public static X509Certificate2Collection Read(string file)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(file);
            chain[0] = X509Certificate2.CreateFromPemFile(file);
            return chain;
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FormatException($"'{file}' does not hold a certificate, its private key and its chain as PEM: {error.Message}", error);
        }
    }
}
