using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Pipeline;

/// <summary>Reads <c>Authorization: token &lt;40 hex&gt;</c>; the scheme may be written in any case.</summary>
internal static class AuthorizationHeader
{
    private const string Scheme = "token";

    /// <summary>The token or why it is none; null when the request has no such header, or one of another scheme.</summary>
    public static Result<string>? Read(HttpRequest request)
    {
        var words = request.Headers.Authorization.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !words[0].Equals(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        return words.Length switch
        {
            1 => Error.Unauthorized("Invalid token header. No credentials provided."),
            2 => words[1],
            _ => Error.Unauthorized("Invalid token header. Token string should not contain spaces."),
        };
    }
}
