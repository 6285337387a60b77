namespace Deis.SlugTools.Transfer;

/// <summary>
/// A pre-signed URL: whoever has it may read or write one object, so it is a secret and prints as nothing.
/// </summary>
internal sealed class StorageAddress
{
    private StorageAddress(Uri uri) => Uri = uri;

    /// <summary>Where to send the request.</summary>
    public Uri Uri { get; }

    /// <summary>Takes the value of an environment variable, which is all an error may name.</summary>
    public static Result<StorageAddress> Parse(string variable, string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
            ? new StorageAddress(uri)
            : new Failure($"{variable} is not an http or https URL", ExitCodes.Usage);
}
