using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using Deis.Platform.Tokens;
using Microsoft.OpenApi;

namespace Deis.Functions.Tests.Reference.Generation;

/// <summary>The failures of functions: those that their attributes name, and those that all of a kind have.</summary>
internal sealed class FailureBook(OpenApiDocument document)
{
    /// <summary>Name of the answer for what is not named.</summary>
    public const string Other = "Failure";

    private const string Detail = "ErrorDetail";
    private const string Fields = "FieldErrors";
    private const string Items = "ItemErrors";
    private const string Text = "NotFoundText";

    private static readonly Failure NoCredentials = Failure.Detail(401, "Authentication credentials were not provided.");
    private static readonly Failure TooMany = Failure.Detail(429, "There were too many requests. Try again in 1 s.");
    private static readonly Failure Busy = Failure.Detail(503, "The API has more requests than it can serve. Nothing was done; try again in a moment.");

    private static readonly Dictionary<int, string> Descriptions = new()
    {
        [400] = "Something in the request is wrong.",
        [401] = "No token, or a bad one.",
        [403] = "The caller may not do this.",
        [404] = "It does not exist.",
        [409] = "It collides with how things are, or changes nothing.",
        [410] = "It has ended.",
        [412] = "It is not in the state for this.",
        [422] = "What is to be unset is not set.",
        [429] = "Too much at once; nothing was done. `Retry-After` says when to try again.",
        [501] = "The engine cannot do this.",
        [503] = "Something behind the API is away, or the API has too many requests.",
    };

    private static readonly Dictionary<string, Failure> Shared = new() { ["Unauthorized"] = NoCredentials, ["TooManyRequests"] = TooMany, ["Unavailable"] = Busy };

    /// <summary>The schemas of failures.</summary>
    public static IEnumerable<KeyValuePair<string, OpenApiSchema>> Schemas()
    {
        yield return KeyValuePair.Create(Detail, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Body of most failures.",
            Required = new HashSet<string> { "detail" },
            Properties = new Dictionary<string, IOpenApiSchema> { ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What is wrong." } },
        });
        yield return KeyValuePair.Create(Fields, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "What is wrong with fields of the request; `non_field_errors` when it is none in particular.",
            AdditionalProperties = Messages(),
        });
        var items = Messages();
        items.Description = "What is wrong with an element of a list.";
        yield return KeyValuePair.Create(Items, items);
        yield return KeyValuePair.Create(Text, new OpenApiSchema { Type = JsonSchemaType.String, Description = "What was not found." });
    }

    /// <summary>The answers that many functions share.</summary>
    public IEnumerable<KeyValuePair<string, OpenApiResponse>> SharedResponses()
    {
        foreach (var (name, failure) in Shared)
        {
            yield return KeyValuePair.Create(name, Response(failure.Status, [failure.Body]));
        }
        var other = Response(500, [Failure.Detail(500, "Server Error").Body]);
        other.Description = "Any other failure: 406 another media type is wanted, 408 the body did not come, 413 it is too large, 415 its media type is not understood, "
            + "500 an accident, 507 the disk is full.";
        yield return KeyValuePair.Create(Other, other);
    }

    /// <summary>The failures of a function by their status.</summary>
    public async Task<IEnumerable<KeyValuePair<string, IOpenApiResponse>>> ResponsesAsync(DescribedFunction function)
    {
        var failures = new List<Failure>();
        foreach (var named in function.AllOf<FailsAttribute>())
        {
            failures.Add(await Failure.OfAsync(named));
        }
        failures.AddRange(await UsualAsync(function));
        return failures.GroupBy(failure => failure.Status).OrderBy(group => group.Key)
            .Select(group => KeyValuePair.Create(group.Key.ToString(CultureInfo.InvariantCulture), ResponseOf([.. group])));
    }

    private static async Task<List<Failure>> UsualAsync(DescribedFunction function)
    {
        var usual = new List<Failure> { Busy };
        if (function.Find<TakesAttribute>() is { MediaType: "application/json" })
        {
            usual.Add(Failure.Detail(400, "JSON parse error - '}' is invalid after a property name. Expected a ':'."));
            usual.Add(await Failure.OfAsync(Error.ForField("non_field_errors", "Invalid data. Expected a dictionary, but got list.")));
        }
        if (function.IsForApp)
        {
            usual.Add(await Failure.OfAsync(Error.NotFound("App")));
        }
        if (function.Find<RunsOperationAttribute>() is { } operation)
        {
            if (!operation.OnlyWhenPreferred)
            {
                usual.Add(Failure.Detail(400, "The rollout failed: web crashed, exited with code 1."));
            }
            usual.Add(Failure.Detail(409, "shop is being destroyed. If that did not end well, destroy it again."));
        }
        switch (function.Access)
        {
            case Access.Anonymous:
                break;
            case Access.Optional:
                usual.Add(TooMany);
                break;
            case Access.Builder:
                usual.AddRange([NoCredentials, await Failure.OfAsync(Error.Forbidden())]);
                break;
            default:
                usual.AddRange([NoCredentials, TooMany, await Failure.OfAsync(Error.Forbidden())]);
                usual.AddRange(OutOfScope(function.Scope));
                break;
        }
        return usual;
    }

    private static IEnumerable<Failure> OutOfScope(TokenLevel level) =>
        level == TokenLevel.Read ? [] : [Failure.Detail(403, $"This token has the scope read; this takes the scope {level.ToString().ToLowerInvariant()}.")];

    private IOpenApiResponse ResponseOf(List<Failure> failures)
    {
        var distinct = failures.DistinctBy(failure => failure.Body.ToJsonString()).ToList();
        var shared = distinct is [var only] ? Shared.FirstOrDefault(entry => entry.Value.Status == only.Status && JsonNode.DeepEquals(entry.Value.Body, only.Body)).Key : null;
        return shared is not null ? new OpenApiResponseReference(shared, document) : Response(distinct[0].Status, [.. distinct.Select(failure => failure.Body)]);
    }

    private OpenApiResponse Response(int status, List<JsonNode> bodies)
    {
        var shapes = bodies.Select(ShapeOf).Distinct().Order(StringComparer.Ordinal).Select(IOpenApiSchema (name) => new OpenApiSchemaReference(name, document)).ToList();
        var response = new OpenApiResponse
        {
            Description = Descriptions.GetValueOrDefault(status, "It failed."),
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = Media.Of(shapes, bodies) },
        };
        if (Header(status) is { } header)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader> { [header] = new OpenApiHeader { Schema = new OpenApiSchema { Type = JsonSchemaType.String } } };
        }
        return response;
    }

    private static string? Header(int status) => status switch
    {
        401 => "WWW-Authenticate",
        429 or 503 => "Retry-After",
        _ => null,
    };

    private static string ShapeOf(JsonNode body) => body.GetValueKind() switch
    {
        JsonValueKind.String => Text,
        JsonValueKind.Array => Items,
        _ => body.AsObject().ContainsKey("detail") ? Detail : Fields,
    };

    private static OpenApiSchema Messages() => new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } };
}
