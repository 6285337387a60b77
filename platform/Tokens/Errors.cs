using System.Globalization;
using Deis.Platform.Results;

namespace Deis.Platform.Tokens;

/// <summary>What can go wrong with tokens, in the words of docs/protocol/controller.md §3 and §3.6.</summary>
internal static class Errors
{
    public static Error Invalid { get; } = Error.Unauthorized("Invalid token.");

    public static Error Expired { get; } = Error.Unauthorized("This token has expired. Log in again, or use another one.");

    public static Error Inactive { get; } = Error.Unauthorized("User inactive or deleted.");

    public static Error NotFound { get; } = Error.NotFound("Token");

    public static Error UnknownScope { get; } = Error.ForField("scope", "The scope must be read, deploy or admin.");

    public static Error NoApps { get; } = Error.ForField("apps", "This list may not be empty. Leave it away for a token for everything.");

    public static Error InvalidLifetime { get; } = Error.ForField("expires_in", "Give a time such as 30d, 12h, 45m or 90s; at most 3650d.");

    public static Error UnknownApp(string app) => Error.ForField("apps", $"There is no app {app} that you may use.");

    public static Error Outlives(DateTimeOffset expires) => Error.ForField(
        "expires_in", $"A token cannot outlive the one that makes it, which expires at {expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}.");

    public static Error TooMany(int most) => Error.Conflict($"There are {most} named tokens already. Revoke some first: deis tokens:revoke <id>");
}
