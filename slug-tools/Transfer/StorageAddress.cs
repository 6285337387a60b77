using System.Net.Http.Headers;
using System.Text;

namespace Deis.SlugTools.Transfer;

/// <summary>
/// A pre-signed URL: whoever has it may read or write one object, so it is a secret and prints as nothing.
/// </summary>
internal sealed class StorageAddress(Uri uri, (string User, string Password)? credentials = null)
{
    /// <summary>Where to send the request.</summary>
    public Uri Uri => uri;

    /// <summary>For servers that ask who is there; null for pre-signed URLs, which say it themselves.</summary>
    public AuthenticationHeaderValue? Authorization { get; } = credentials is var (user, password)
        ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")))
        : null;

    /// <summary>Takes the value of an environment variable, which is all an error may name.</summary>
    public static Result<StorageAddress> Parse(string variable, string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
            ? new StorageAddress(uri)
            : new Failure($"{variable} is not an http or https URL", ExitCodes.Usage);
}
