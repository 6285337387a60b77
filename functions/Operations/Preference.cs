using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Operations;

/// <summary>What a request says of waiting (RFC 7240).</summary>
internal static class Preference
{
    private const string RespondAsync = "respond-async";

    /// <summary>True for <c>Prefer: respond-async</c>.</summary>
    public static bool NotToWait(HttpRequest request) =>
        request.Headers["Prefer"].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)).Contains(RespondAsync, StringComparer.OrdinalIgnoreCase);

    /// <summary>Has the answer say that it was done (RFC 7240 §3).</summary>
    public static void Apply(HttpRequest request) => request.HttpContext.Response.Headers["Preference-Applied"] = RespondAsync;
}
