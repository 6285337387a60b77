namespace Deis.Platform.ObjectStorage;

/// <summary>A capability on one object.</summary>
/// <param name="Url">Absolute URL; a secret until <paramref name="ExpiresAt"/>.</param>
/// <param name="Method">The HTTP method to use: GET or PUT.</param>
/// <param name="Headers">Headers the request must carry (Azure Blob asks for <c>x-ms-blob-type</c>); may be empty.</param>
/// <param name="ExpiresAt">When the URL stops working.</param>
public sealed record PresignedUrl(Uri Url, string Method, IReadOnlyDictionary<string, string> Headers, DateTimeOffset ExpiresAt)
{
    /// <summary>Only method and path: the signature must not reach a log.</summary>
    public override string ToString() => $"{Method} {Url.GetLeftPart(UriPartial.Path)}";
}
