using System.Net;
using System.Security.Cryptography;
using System.Text;
using Deis.Platform.Releases;

namespace Deis.Orchestrations.Hooks;

/// <summary>What a deploy hook is asked with (docs/protocol/controller.md, "Deploy hooks").</summary>
internal static class DeployHookRequest
{
    /// <summary>A POST without body; the fields are the query, in alphabetical order.</summary>
    /// <param name="hook">Configured URL.</param>
    /// <param name="secret">Key of the signature; null for none.</param>
    /// <param name="app">App id.</param>
    /// <param name="release">The release with owner and build.</param>
    public static HttpRequestMessage Create(string hook, string? secret, string app, Release release)
    {
        (string Name, string Value)[] fields =
        [
            ("app", app),
            ("release", release.Label),
            ("release_summary", release.Summary),
            ("sha", release.Build?.Sha ?? ""),
            ("user", release.Owner!.Username),
        ];
        var query = string.Join('&', fields.Select(field => $"{field.Name}={WebUtility.UrlEncode(field.Value)}"));
        var url = $"{hook}{(hook.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
        // As it is signed, so it must go out.
        var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
        {
            Content = new ByteArrayContent([]),
        };
        if (secret is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", Sign(secret, url));
        }

        return request;
    }

    /// <summary>What may be said of a hook: scheme, host and port.</summary>
    public static string Describe(string hook)
    {
        var url = new Uri(hook);
        return url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
    }

#pragma warning disable CA5350 // the receivers of the original check this signature; SHA-1 is sound in an HMAC
    private static string Sign(string secret, string url) =>
        Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(url)));
#pragma warning restore CA5350
}
