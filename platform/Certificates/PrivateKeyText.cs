using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Deis.Platform.Results;

namespace Deis.Platform.Certificates;

/// <summary>A private key as users send it: PEM, as PKCS #8 or in the older forms of RSA and EC keys, without a passphrase.</summary>
internal static class PrivateKeyText
{
    private const string Label = "PRIVATE KEY";
    private const string Encrypted = "ENCRYPTED";

    /// <summary>The key as PKCS #8 PEM when it is that of <paramref name="certificate"/>; else what is wrong.</summary>
    public static Result<string> Read(string text, X509Certificate2 certificate)
    {
        if (text.Contains(Encrypted, StringComparison.Ordinal))
        {
            return Errors.BadKey("it has a passphrase. Take it off: openssl pkey -in key.pem -out plain.pem");
        }
        if (FindBlock(text) is not { } pem)
        {
            return Errors.BadKey("there is no PEM block -----BEGIN PRIVATE KEY----- in it.");
        }
        // What the library says is left out: it might show a part of the key.
        if (TryImport(RSA.Create(), pem) is { } rsa)
        {
            using (rsa)
            {
                using var wanted = certificate.GetRSAPublicKey();
                return Check(rsa, wanted);
            }
        }
        if (TryImport(ECDsa.Create(), pem) is { } ecdsa)
        {
            using (ecdsa)
            {
                using var wanted = certificate.GetECDsaPublicKey();
                return Check(ecdsa, wanted);
            }
        }
        return Errors.BadKey("it is neither an RSA nor an ECDSA key.");
    }

    private static Result<string> Check(AsymmetricAlgorithm key, AsymmetricAlgorithm? wanted) =>
        wanted is not null && key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(wanted.ExportSubjectPublicKeyInfo())
            ? key.ExportPkcs8PrivateKeyPem() + "\n"
            : Errors.Mismatch;

    // Others may stand before it, as EC PARAMETERS does.
    private static string? FindBlock(string text)
    {
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            if (rest[fields.Label].EndsWith(Label, StringComparison.Ordinal))
            {
                return rest[fields.Location].ToString();
            }
        }
        return null;
    }

    private static T? TryImport<T>(T key, string pem)
        where T : AsymmetricAlgorithm
    {
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }
}
