using System.Security.Cryptography;
using System.Text;

namespace Deis.Platform.Tokens;

/// <summary>The text of a login token: 40 hex digits. Only its SHA-256 is stored.</summary>
public static class TokenText
{
    private const int RandomBytes = 20;

    /// <summary>A fresh token.</summary>
    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>What is stored of a token.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
