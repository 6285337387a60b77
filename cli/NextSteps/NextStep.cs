using System.Globalization;
using System.Net;
using System.Text.Json;
using Deis.Cli.Dispatch;
using Deis.Client.Errors;

namespace Deis.Cli.NextSteps;

/// <summary>What users can do about a refusal of the controller. The refusal itself keeps the words that scripts know.</summary>
internal static class NextStep
{
    private const string OtherVersion = "Client and controller do not fit together: compare their versions by 'deis version --all'.";
    private const string Later = "Try again in a while.";

    // What the API says of a refusal often has a way out in it.
    private static readonly string[] WaysOut =
    [
        "deis ", "ry again", "hoose another", "se another", "Use a ", "instead", "; let ", "; put ", "eave it ", "Give ", "belongs into", "make one with",
        // What the platform cannot do it can do in no other words either.
        "This platform",
    ];

    /// <summary>A sentence, or null when the refusal says enough.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="command">The command that was refused, such as <c>config:set</c>.</param>
    public static string? After(DeisApiException refusal, string command) => KnownRefusals.StepAfter(refusal.Body) ?? refusal.Kind switch
    {
        ApiErrorKind.Unauthorized => "Log in again: deis login <controller>",
        ApiErrorKind.Forbidden => Detail(refusal.Body) ??
            "'deis whoami' says who you are. The owner of an application can let you in by 'deis sharing:add <username>'; the rest is for administrators.",
        ApiErrorKind.NotFound => Lookup(refusal.Body),
        ApiErrorKind.MethodNotAllowed => OtherVersion,
        ApiErrorKind.StillOwnsApps => "'deis apps' lists them; 'deis apps:transfer' gives one away, 'deis destroy' removes it.",
        ApiErrorKind.Unprocessable => Listing(command) is { } listing ? $"{listing} lists what is set." : null,
        ApiErrorKind.ServerError => "Try again. If it stays so, the log of the controller tells the operator of the platform why.",
        ApiErrorKind.UnreadableAnswer => "Check that the URL in 'deis whoami' is that of a controller, and compare versions by 'deis version --all'.",
        _ => ByStatus(refusal, command),
    };

    private static string? ByStatus(DeisApiException refusal, string command) => refusal.Status switch
    {
        HttpStatusCode.TooManyRequests when refusal.RetryAfter is { } wait => $"Wait {Seconds(wait)} s, then try again.",
        HttpStatusCode.ServiceUnavailable when refusal.RetryAfter is { } wait => $"Try again in {Seconds(wait)} s.",
        HttpStatusCode.ServiceUnavailable => $"{Later} If it stays so, the log of the platform tells its operator why.",
        HttpStatusCode.TooManyRequests => Later,
        HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => $"The controller does not answer its router. {Later}",
        HttpStatusCode.RequestTimeout => "The request did not come through in time. Check the network, then try again.",
        HttpStatusCode.RequestEntityTooLarge => "Give less at once.",
        HttpStatusCode.NotAcceptable or HttpStatusCode.UnsupportedMediaType => OtherVersion,
        HttpStatusCode.Conflict when refusal.Body.Contains("changed nothing", StringComparison.Ordinal) && Listing(command) is { } listing => $"It is so already: see {listing}.",
        HttpStatusCode.BadRequest when !WaysOut.Any(way => refusal.Body.Contains(way, StringComparison.Ordinal)) => $"'deis help {command}' says what it takes.",
        _ => null,
    };

    // The command that shows what its group is about.
    private static string? Listing(string command) => CommandTable.GroupOf(command) is { DefaultCommand: not null } group ? $"'deis {group.Name}'" : null;

    // "No App matches the given query.", or a page of the web server.
    private static string? Lookup(string body) => body.StartsWith('<')
        ? "The controller has no such thing: check the names in the command, and the URL in 'deis whoami'."
        : body.Trim('"', '\n').Split(' ') is ["No", var thing, "matches", ..] ? thing switch
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

    // What it says is not shown, because scripts know another text: tell the reason when it is a special one.
    private static string? Detail(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } fields
                && fields.TryGetProperty("detail", out var detail) && detail.ValueKind == JsonValueKind.String
                && detail.GetString() is { Length: > 0 } text && !text.StartsWith("You do not have permission", StringComparison.Ordinal)
                ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
