using Deis.Functions.Reference;

namespace Deis.Functions.Keys;

/// <summary>A public key.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Id">Its name, at most 128 characters; unique on the platform, that of a deploy key in its app.</param>
/// <param name="Public">The key: type, base64, comment.</param>
public sealed record KeyRequest(string Id, string Public) : IExample<KeyRequest>
{
    /// <inheritdoc/>
    public static KeyRequest Example => new("alice@laptop", Sample.PublicKey);
}
