using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Deis.SshGateway.Keys;

/// <summary>A public key that a client offers.</summary>
/// <param name="Type">Algorithm name, for example <c>ssh-ed25519</c>.</param>
/// <param name="Blob">Its wire form (RFC 4253 section 6.6).</param>
internal sealed record PublicKey(string Type, byte[] Blob)
{
    private const int MaxBlobCharacters = 16 * 1024;

    /// <summary>MD5 of the wire form in lower-case hex pairs joined by colons, the form in which the platform keeps fingerprints.</summary>
#pragma warning disable CA5351 // the wire asks for MD5; sshd verifies the key itself
    public string Fingerprint => string.Join(':', Convert.ToHexStringLower(MD5.HashData(Blob)).Chunk(2).Select(pair => new string(pair)));
#pragma warning restore CA5351

    /// <summary>Reads what sshd hands over; null when it is not a key, or its type is not the one inside.</summary>
    public static PublicKey? Parse(string? type, string? base64)
    {
        if (type is null || base64 is null || base64.Length > MaxBlobCharacters)
        {
            return null;
        }

        var blob = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, blob, out var length) && TypeOf(blob.AsSpan(0, length)) == type
            ? new PublicKey(type, blob[..length])
            : null;
    }

    /// <summary>True when <paramref name="text"/> has the form of a fingerprint.</summary>
    public static bool IsFingerprint(string? text) =>
        text is { Length: (MD5.HashSizeInBytes * 3) - 1 } && text.Split(':') is { Length: MD5.HashSizeInBytes } pairs
        && pairs.All(pair => pair.Length == 2 && pair.All(char.IsAsciiHexDigitLower));

    // The wire form begins with the algorithm's name as a counted string.
    private static string? TypeOf(ReadOnlySpan<byte> blob)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(blob, out var length) || length > blob.Length - sizeof(uint))
        {
            return null;
        }

        return Encoding.ASCII.GetString(blob.Slice(sizeof(uint), (int)length));
    }
}
