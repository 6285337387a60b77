using Deis.Functions.Reference;

namespace Deis.Functions.Hooks;

/// <summary>The right to upload one source tarball.</summary>
/// <param name="Key">Its object key.</param>
/// <param name="Url">Where to send it; a secret.</param>
/// <param name="Method">HTTP method to use.</param>
/// <param name="Headers">Headers to send.</param>
public sealed record UploadPermit(string Key, string Url, string Method, IReadOnlyDictionary<string, string> Headers) : IExample<UploadPermit>
{
    /// <inheritdoc/>
    public static UploadPermit Example => new(
        "home/shop:git-8b7d2c1f/tar", "https://deis.example.com/v2/objects/home/shop:git-8b7d2c1f/tar?expires=…&signature=…", "PUT", new Dictionary<string, string>());
}
