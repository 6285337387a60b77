using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Deis.Functions.Http;

/// <summary>Absolute URLs as the caller sees them.</summary>
internal static class RequestOrigin
{
    /// <summary>The URL of a path on this API.</summary>
    public static string Url(HttpRequest request, PathString path, QueryString query = default) =>
        UriHelper.BuildAbsolute(Scheme(request), request.Host, request.PathBase, path, query);

    private static string Scheme(HttpRequest request) => request.Headers["X-Forwarded-Proto"] == "https" ? "https" : request.Scheme;
}
