using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Platform.Json;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Deis.Functions.Http;

/// <summary>The body of a request as a JSON object; nothing at all counts as an empty one. HTML forms are taken too.</summary>
public readonly struct RequestBody
{
    // COR_E_IO; one of the system has an errno, such as that of a full disk.
    private const int NotOfTheSystem = unchecked((int)0x80131620);

    private readonly JsonObject? _fields;
    private readonly IResult? _failure;

    private RequestBody(JsonObject? fields, IResult? failure)
    {
        _fields = fields;
        _failure = failure;
    }

    /// <summary>Reads it.</summary>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength == 0 || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
        {
            return new([], null);
        }
        if (await BodyLimit.CheckAsync(request, cancellationToken) is { } tooLarge)
        {
            return new(null, tooLarge);
        }
        if (request.HasFormContentType)
        {
            return await ParseAsync("Form", ReadFormAsync(request, cancellationToken));
        }
        if (!request.HasJsonContentType())
        {
            return Fail(StatusCodes.Status415UnsupportedMediaType, $"Unsupported media type \"{request.ContentType}\" in request.");
        }
        return await ParseAsync("JSON", StrictJson.ParseAsync(request.Body, cancellationToken));
    }

    /// <summary>True with the fields; false with the answer that says what is wrong.</summary>
    public bool TryGet([NotNullWhen(true)] out JsonObject? fields, [NotNullWhen(false)] out IResult? failure)
    {
        fields = _fields;
        failure = _failure;
        return fields is not null;
    }

    private static async Task<JsonNode?> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await ParseFormAsync(request, cancellationToken);
        return StrictJson.Check(new JsonObject(form.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)JsonValue.Create(field.Value.ToString())))));
    }

    private static async Task<IFormCollection> ParseFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && e.HResult == NotOfTheSystem)
        {
            throw new InvalidDataException("The body ends within a part. It was cut off, or does not end with its boundary.", e);
        }
    }

    private static async Task<RequestBody> ParseAsync(string format, Task<JsonNode?> body)
    {
        try
        {
            return await body switch
            {
                JsonObject fields => new(fields, null),
                null => Invalid("No data provided"),
                JsonArray => Invalid("Invalid data. Expected a dictionary, but got list."),
                var other => Invalid($"Invalid data. Expected a dictionary, but got {PythonTypeOf(other)}."),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            return Fail(StatusCodes.Status400BadRequest, $"{format} parse error - {e.Message}");
        }
    }

    private static string PythonTypeOf(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => "str",
        JsonValueKind.Number => "int",
        _ => "bool",
    };

    private static RequestBody Fail(int status, string message) => new(null, ApiResults.Detail(status, message));

    private static RequestBody Invalid(string message) => new(null, ApiResults.Failure(Error.ForField("non_field_errors", message)));
}
