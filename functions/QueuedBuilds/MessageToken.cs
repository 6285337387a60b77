using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Deis.Platform.Results;
using Deis.Platform.Secrets;

namespace Deis.Functions.QueuedBuilds;

/// <summary>The token in a message. The API seals the tokens that it puts into the queue, so that they do not lie there readable; other senders may
/// send them as they are.</summary>
public sealed class MessageToken(ISecretProtector protector)
{
    private const string Prefix = "sealed:";
    private const string Purpose = "queued build";

    /// <summary>A token for a message.</summary>
    public string Seal(string token) => Prefix + Base64Url.EncodeToString(protector.Protect(Encoding.UTF8.GetBytes(token), Purpose));

    /// <summary>The token of a message.</summary>
    public Result<string> Open(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return text;
        }
        try
        {
            return Encoding.UTF8.GetString(protector.Unprotect(Base64Url.DecodeFromChars(text.AsSpan(Prefix.Length)), Purpose));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return Errors.SealedTokenUnreadable;
        }
    }
}
