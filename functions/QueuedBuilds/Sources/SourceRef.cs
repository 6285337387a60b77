using System.Text.RegularExpressions;
using Deis.Orchestrations.Builds;
using Deis.Platform.Results;

namespace Deis.Functions.QueuedBuilds.Sources;

/// <summary>Where the source of a queued build is: uploaded to the object store before, or behind an https URL.</summary>
/// <param name="Key">Object key; null for a URL.</param>
/// <param name="Url">The URL without its fragment; null for a key.</param>
/// <param name="Sha256">What the content behind the URL must hash to, 32 bytes; empty for a key.</param>
public sealed partial record SourceRef(string? Key, Uri? Url, ReadOnlyMemory<byte> Sha256)
{
    private const string Field = "source";
    private const string DigestPrefix = "#sha256=";
    private const int MaxLength = 4096;

    /// <summary>Reads it: the key of an upload for this app, or <c>https://…#sha256=…</c> with 64 hex digits.</summary>
    public static Result<SourceRef> Read(string text, string app)
    {
        if (FieldText.CheckLength(Field, text, MaxLength) is { } tooLong)
        {
            return tooLong;
        }
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            var prefix = SlugKeys.QueuedSources(app);
            return text.StartsWith(prefix, StringComparison.Ordinal) && UploadName().IsMatch(text[prefix.Length..])
                ? new SourceRef(text, null, default)
                : Error.ForField(Field, "This is neither the key of an upload for this app nor an https URL.");
        }
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || url.UserInfo.Length > 0)
        {
            return Error.ForField(Field, "A URL must begin with https:// and hold no user or password.");
        }
        return Digest().IsMatch(url.Fragment)
            ? new SourceRef(null, new UriBuilder(url) { Fragment = "" }.Uri, Convert.FromHexString(url.Fragment[DigestPrefix.Length..]))
            : Error.ForField(Field, "A URL must end with #sha256= and the SHA-256 of the tarball, 64 hexadecimal digits.");
    }

    /// <summary>Without the path of a URL and what follows: they may hold secrets.</summary>
    public override string ToString() => Key ?? Url!.GetLeftPart(UriPartial.Authority);

    [GeneratedRegex(@"^[0-9a-f]{32}/tar\z")]
    private static partial Regex UploadName();

    [GeneratedRegex(@"^#sha256=[0-9a-fA-F]{64}\z")]
    private static partial Regex Digest();
}
