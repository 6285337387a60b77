using System.Text;

namespace Deis.Cli.Config;

/// <summary>The value of <c>SSH_KEY</c>, which build jobs fetch private repositories with. It travels base64-encoded.</summary>
internal static class SshPrivateKey
{
    private static readonly string[] Beginnings =
    [
        "-----BEGIN DSA PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
    ];

    /// <summary>Encodes a key, given as such, as base64 already, or as the path of its file.</summary>
    /// <exception cref="CommandException">It is none of these. The value is not repeated: it may be most of a key.</exception>
    public static string Encode(string value)
    {
        if (IsKey(value))
            return ToBase64(value);
        if (IsEncodedKey(value))
            return value;
        if (File.Exists(value) && File.ReadAllText(value) is var text && IsKey(text))
            return ToBase64(text);
        throw new CommandException(
            "Could not parse SSH private key: SSH_KEY wants a private key in PEM form, the same in base64, or the path of its file");
    }

    private static bool IsKey(string text) =>
        Beginnings.Any(beginning => text.StartsWith(beginning, StringComparison.Ordinal));

    private static bool IsEncodedKey(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && IsKey(Encoding.UTF8.GetString(bytes, 0, length));
    }

    private static string ToBase64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
