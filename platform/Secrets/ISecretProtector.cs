namespace Deis.Platform.Secrets;

/// <summary>Encrypts what must not lie readable in the database or on disk: configuration values, registry passwords,
/// the environment of a process. AES-256-GCM with a random nonce; the key comes from a file or a secret.</summary>
public interface ISecretProtector
{
    /// <summary>Encrypts <paramref name="plaintext"/>. <paramref name="purpose"/> is bound to the result: it opens only with the same text.</summary>
    byte[] Protect(ReadOnlySpan<byte> plaintext, string purpose);

    /// <summary>Decrypts what <see cref="Protect"/> made.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The data was changed, or key or purpose differ.</exception>
    byte[] Unprotect(ReadOnlySpan<byte> ciphertext, string purpose);
}
