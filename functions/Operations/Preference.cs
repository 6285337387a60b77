using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Operations;

/// <summary>What a request says of waiting (RFC 7240).</summary>
internal static class Preference
{
    /// <summary>True for <c>Prefer: respond-async</c>.</summary>
    public static bool NotToWait(HttpRequest request) =>
        request.Headers["Prefer"].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)).Contains("respond-async", StringComparer.OrdinalIgnoreCase);
}
