using System.Security.Cryptography;
using System.Text;

namespace Deis.Platform.Secrets;

/// <summary><see cref="ISecretProtector"/> by AES-256-GCM. Layout: version 1, key id, 12 bytes nonce, 16 bytes tag, ciphertext.</summary>
/// <remarks>The key used is derived (HKDF-SHA256) from the ring's key and the purpose, so that random nonces stay rare enough per key.</remarks>
public sealed class AesGcmSecretProtector(SecretKeyRing keys) : ISecretProtector
{
    private const byte Version = 1;
    private const int HeaderBytes = 2;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int Overhead = HeaderBytes + NonceBytes + TagBytes;

    /// <inheritdoc />
    public byte[] Protect(ReadOnlySpan<byte> plaintext, string purpose)
    {
        var result = new byte[Overhead + plaintext.Length];
        result[0] = Version;
        result[1] = keys.CurrentId;
        var nonce = result.AsSpan(HeaderBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(KeyFor(keys.CurrentId, purpose), TagBytes);
        cipher.Encrypt(nonce, plaintext, result.AsSpan(Overhead), result.AsSpan(HeaderBytes + NonceBytes, TagBytes), result.AsSpan(0, HeaderBytes));
        return result;
    }

    /// <inheritdoc />
    public byte[] Unprotect(ReadOnlySpan<byte> ciphertext, string purpose)
    {
        if (ciphertext.Length < Overhead || ciphertext[0] != Version)
        {
            throw new CryptographicException("The data was not made by this protector.");
        }
        var plaintext = new byte[ciphertext.Length - Overhead];
        using var cipher = new AesGcm(KeyFor(ciphertext[1], purpose), TagBytes);
        cipher.Decrypt(
            ciphertext.Slice(HeaderBytes, NonceBytes),
            ciphertext[Overhead..],
            ciphertext.Slice(HeaderBytes + NonceBytes, TagBytes),
            plaintext,
            ciphertext[..HeaderBytes]);
        return plaintext;
    }

    private byte[] KeyFor(byte id, string purpose) =>
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            keys.Find(id) ?? throw new CryptographicException($"The key file has no key with id {id}."),
            outputLength: 32,
            info: Encoding.UTF8.GetBytes(purpose));
}
