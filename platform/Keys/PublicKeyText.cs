using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Deis.Platform.Keys;

/// <summary>A public key as SSH programs write it: type, base64 blob, comment.</summary>
/// <param name="Text">The text, trimmed.</param>
/// <param name="Fingerprint">MD5 of the blob as 16 colon-separated hex pairs.</param>
public sealed record PublicKeyText(string Text, string Fingerprint)
{
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    /// <summary>Takes a text apart; false when its second word is not base64.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PublicKeyText? key)
    {
        key = null;
        var words = text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || text.Trim().Contains('\n'))
        {
            return false;
        }
        var blob = new byte[words[1].Length];
        if (!Convert.TryFromBase64String(words[1], blob, out var length) || length == 0)
        {
            return false;
        }
        key = new PublicKeyText(text.Trim(), FingerprintOf(blob.AsSpan(0, length)));
        return true;
    }

    [SuppressMessage("Security", "CA5351", Justification = "The fingerprint format of the API; it identifies, the SSH server proves possession.")]
    private static string FingerprintOf(ReadOnlySpan<byte> blob) =>
        string.Join(':', Convert.ToHexStringLower(MD5.HashData(blob)).Chunk(2).Select(pair => new string(pair)));
}
