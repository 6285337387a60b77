using System.Net;
using System.Text.Json;

namespace Deis.Client.Errors;

/// <summary>Turns a refusal of the controller into the message that users of the original know, or into its own words (docs/protocol/cli.md §4).</summary>
internal static class ErrorTexts
{
    private const string Blank = "This field may not be blank.";
    private const string BadUsername = "Enter a valid username. This value may contain only letters, numbers and @/./+/-/_ characters.";
    private const string BadName = "Name can only contain a-z (lowercase), 0-9 and hyphens";
    private const string StillOwnsApps = "still has applications assigned. Delete or transfer ownership";

    // The order is part of the contract: the first row that matches wins.
    private static readonly FieldError[] Known =
    [
        new("username", Blank, BadUsername),
        new("username", BadUsername),
        new("username", "A user with that username already exists."),
        new("password", Blank, "A Password is required"),
        new("non_field_errors", "Unable to log in with provided credentials."),
        new("id", "App name can only contain a-z (lowercase), 0-9 and hyphens"),
        new("id", "Application with this id already exists."),
        new("key", Blank, "A key is required"),
        new("key", "Public Key is already in use"),
        new("public", Blank, "A key is required"),
        new("public", "Key contains invalid base64 chars", "A key is required"),
        new("certificate", Blank, "Could not load certificate", Anywhere: true),
        new("certificate", "Could not load certificate", "Could not load certificate", Anywhere: true),
        new("name", Blank, BadName),
        new("name", "Can only contain a-z (lowercase), 0-9 and hyphens", BadName),
        new("domain", "Hostname does not look valid."),
        new("domain", "Domain is already in use by another application"),
        new("image", Blank, "The given image is invalid"),
        new("id", Blank, "An id is required"),
        new("email", "Enter a valid email address."),
        new("detail", "does not exist in application", Anywhere: true, Kind: ApiErrorKind.PodNotFound),
        new("detail", "version cannot be below 0", "The given version is invalid", Anywhere: true),
        new("detail", "No nodes matched the provided labels", Anywhere: true),
    ];

    /// <summary>The error that a status of 400 or more and its body stand for.</summary>
    public static DeisApiException Map(HttpStatusCode status, string body, TimeSpan? retryAfter = null)
    {
        var (kind, message) = status switch
        {
            HttpStatusCode.BadRequest => BadRequest(body),
            HttpStatusCode.Unauthorized => (ApiErrorKind.Unauthorized, "Unauthorized: Missing or Invalid Token"),
            HttpStatusCode.Forbidden => (ApiErrorKind.Forbidden, "You do not have permission to perform this action."),
            HttpStatusCode.NotFound => (ApiErrorKind.NotFound, body.Length == 0 ? "Not Found" : body.TrimEnd('\r', '\n')),
            HttpStatusCode.MethodNotAllowed => (ApiErrorKind.MethodNotAllowed, "Method Not Allowed"),
            HttpStatusCode.Conflict => Conflict(body),
            HttpStatusCode.UnprocessableEntity => Unprocessable(body),
            HttpStatusCode.InternalServerError => (ApiErrorKind.ServerError, "Internal Server Error"),
            _ => Unknown(status, body),
        };
        return new DeisApiException(status, body, kind, message, retryAfter);
    }

    private static (ApiErrorKind, string) BadRequest(string body) => WithFields(HttpStatusCode.BadRequest, body, fields =>
    {
        foreach (var error in Known)
        {
            if (Texts(fields, error.Field).Any(error.Matches))
                return (error.Kind, error.Message ?? error.Text);
        }
        return Unknown(HttpStatusCode.BadRequest, body);
    });

    private static (ApiErrorKind, string) Conflict(string body) => WithFields(HttpStatusCode.Conflict, body, fields =>
        Texts(fields, "detail").Any(text => text.Contains(StillOwnsApps, StringComparison.Ordinal))
            ? (ApiErrorKind.StillOwnsApps, $"Failed to delete user because the user {StillOwnsApps}.")
            : Unknown(HttpStatusCode.Conflict, body));

    private static (ApiErrorKind, string) Unprocessable(string body) => WithFields(HttpStatusCode.UnprocessableEntity, body, fields =>
        (ApiErrorKind.Unprocessable, $"Unable to process your request: {Texts(fields, "detail").FirstOrDefault()}"));

    private static (ApiErrorKind, string) WithFields(
        HttpStatusCode status, string body, Func<JsonElement, (ApiErrorKind, string)> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : Unknown(status, body);
        }
        catch (JsonException e)
        {
            return Unknown(status, $"error decoding json response ({e.Message}): {body}");
        }
    }

    private static IEnumerable<string> Texts(JsonElement fields, string name)
    {
        if (!fields.TryGetProperty(name, out var field))
            return [];
        return field.ValueKind switch
        {
            JsonValueKind.String => [field.GetString()!],
            JsonValueKind.Array => field.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
            _ => [],
        };
    }

    // Line breaks inside JSON strings arrive as backslash and n; the text behind them is meant for people.
    private static (ApiErrorKind, string) Unknown(HttpStatusCode status, string body) =>
        (ApiErrorKind.Unknown, Reasons.In(body) ?? $"Unknown Error ({(int)status}): {body.Replace("\\n", "\n", StringComparison.Ordinal)}");
}
