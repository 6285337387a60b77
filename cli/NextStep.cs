using System.Net;
using Deis.Client.Errors;

namespace Deis.Cli;

/// <summary>What users can do about a refusal of the controller. The refusal itself keeps the words that scripts know.</summary>
internal static class NextStep
{
    /// <summary>A sentence, or null when the refusal says enough.</summary>
    public static string? After(DeisApiException refusal) => refusal.Kind switch
    {
        ApiErrorKind.Unauthorized when refusal.Body.Contains("Current password", StringComparison.Ordinal) => "The current password is another one.",
        ApiErrorKind.Unauthorized => "Log in again: deis login <controller>",
        ApiErrorKind.Forbidden =>
            "'deis whoami' says who you are. The owner of an application can let you in by 'deis sharing:add <username>'; the rest is for administrators.",
        ApiErrorKind.NotFound => Lookup(refusal.Body),
        ApiErrorKind.MethodNotAllowed => "Client and controller do not fit together: compare their versions by 'deis version --all'.",
        ApiErrorKind.StillOwnsApps => "'deis apps' lists them; 'deis apps:transfer' gives one away, 'deis destroy' removes it.",
        ApiErrorKind.ServerError => "Try again. If it stays so, the log of the controller tells the operator of the platform why.",
        ApiErrorKind.UnreadableAnswer => "Check that the URL in 'deis whoami' is that of a controller, and compare versions by 'deis version --all'.",
        _ => Later(refusal.Status),
    };

    private static string? Later(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => "Try again in a while.",
        HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => "The controller does not answer its router. Try again in a while.",
        _ => null,
    };

    // "No App matches the given query."
    private static string? Lookup(string body) => body.Trim('"', '\n').Split(' ') is ["No", var thing, "matches", ..]
        ? thing switch
        {
            "App" => "'deis apps' lists those that you may use; name one by --app.",
            "Build" => "'deis builds' lists those that there are.",
            "Release" => "'deis releases' lists those that there are.",
            "Domain" => "'deis domains' lists those that there are.",
            "Service" => "'deis services' lists those that there are.",
            "Certificate" => "'deis certs' lists those that you have.",
            "Key" => "'deis keys' lists those that you have, 'deis keys --app=<app>' those of an application.",
            "Run" => "'deis ps' lists those that run.",
            "Token" => "'deis tokens' lists those that you have.",
            "User" => "Check the name; administrators see all of them by 'deis users'.",
            _ => null,
        }
        : null;
}
