using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Deis.Functions.Http;

/// <summary>The body of a request as a JSON object; nothing at all counts as an empty one. HTML forms are taken too.</summary>
public readonly struct RequestBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

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
        BodyLimit.Apply(request);
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(cancellationToken);
            return new(new JsonObject(form.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)JsonValue.Create(field.Value.ToString())))), null);
        }
        if (!request.HasJsonContentType())
        {
            return Fail(StatusCodes.Status415UnsupportedMediaType, $"Unsupported media type \"{request.ContentType}\" in request.");
        }
        return await ParseAsync(request.Body, cancellationToken);
    }

    /// <summary>True with the fields; false with the answer that says what is wrong.</summary>
    public bool TryGet([NotNullWhen(true)] out JsonObject? fields, [NotNullWhen(false)] out IResult? failure)
    {
        fields = _fields;
        failure = _failure;
        return fields is not null;
    }

    private static async Task<RequestBody> ParseAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonNode.ParseAsync(body, null, Strict, cancellationToken) switch
            {
                JsonObject fields => HoldsText(fields)
                    ? new(fields, null)
                    : Fail(StatusCodes.Status400BadRequest, "The request holds text that is none: half characters, or bytes that are not UTF-8."),
                null => Invalid("No data provided"),
                JsonArray => Invalid("Invalid data. Expected a dictionary, but got list."),
                var other => Invalid($"Invalid data. Expected a dictionary, but got {PythonTypeOf(other)}."),
            };
        }
        catch (JsonException e)
        {
            return Fail(StatusCodes.Status400BadRequest, $"JSON parse error - {e.Message}");
        }
    }

    // Names and texts are decoded when they are first looked at, which must not be later.
    private static bool HoldsText(JsonNode? node)
    {
        try
        {
            return node switch
            {
                JsonObject fields => fields.All(field => HoldsText(field.Value)),
                JsonArray items => items.All(HoldsText),
                JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
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
