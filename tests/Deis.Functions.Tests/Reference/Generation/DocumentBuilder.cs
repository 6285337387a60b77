using System.Text;
using System.Text.Json.Nodes;
using Deis.Functions.Pipeline;
using Deis.Functions.Reference;
using Microsoft.OpenApi;

namespace Deis.Functions.Tests.Reference.Generation;

/// <summary>Makes the OpenAPI document from the functions of the API: their routes and attributes, the types of their bodies, and the comments of the code.</summary>
internal sealed class DocumentBuilder
{
    private const string Introduction =
        """
        The API of Deis Workflow's controller, with additions. Bodies are JSON objects in UTF-8; the fields of a flat one may also come as an HTML form. Unknown fields do not matter, texts are trimmed, and no body at all is an empty object.

        Every answer has the headers `DEIS_API_VERSION` and `DEIS_PLATFORM_VERSION`. A path may end with one slash or none, unless it is written here with one. `GET` stands for `HEAD` too.

        Lists come in pages: `limit` and `offset` choose one, `next` and `previous` lead on. Times are UTC, `YYYY-MM-DDTHH:MM:SSZ`.
        """;

    private readonly OpenApiDocument _document = new()
    {
        Info = new OpenApiInfo { Title = "Deis Workflow", Version = StandardHeaders.ApiVersion, Description = Introduction },
        Servers = [new OpenApiServer { Url = "/" }],
        Paths = [],
        Components = new OpenApiComponents(),
        Tags = DescribedFunction.All.Select(TagOf).Distinct().Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name }).ToHashSet(),
    };

    private readonly XmlComments _comments = new();
    private readonly SchemaBook _schemas;
    private readonly FailureBook _failures;
    private readonly ParameterBook _parameters;

    private DocumentBuilder()
    {
        _schemas = new SchemaBook(_document, _comments);
        _failures = new FailureBook(_document);
        _parameters = new ParameterBook(_schemas);
    }

    /// <summary>The document as it is served: OpenAPI 3.1 in JSON, with a line end.</summary>
    public static async Task<string> WriteAsync()
    {
        var document = await new DocumentBuilder().BuildAsync();
        using var stream = new MemoryStream();
        await document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1);
        return Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
    }

    private async Task<OpenApiDocument> BuildAsync()
    {
        var security = SecurityBook.AddTo(_document);
        var operations = DescribedFunction.All.SelectMany(function => function.Paths(), (function, path) => (Function: function, Path: path));
        foreach (var (function, path) in operations.OrderBy(one => one.Path.Template, StringComparer.Ordinal).ThenBy(one => Order(one.Function.Verb)))
        {
            if (!_document.Paths.TryGetValue(path.Template, out var item))
            {
                item = new OpenApiPathItem { Operations = new Dictionary<HttpMethod, OpenApiOperation>() };
                _document.Paths[path.Template] = item;
            }
            item.Operations!.Add(new HttpMethod(function.Verb), await OperationAsync(function, path, security));
        }
        foreach (var (name, schema) in FailureBook.Schemas())
        {
            _schemas.Components[name] = schema;
        }
        _document.Components!.Schemas = _schemas.Components.ToDictionary(entry => entry.Key, IOpenApiSchema (entry) => entry.Value);
        _document.Components.Responses = _failures.SharedResponses().ToDictionary(entry => entry.Key, IOpenApiResponse (entry) => entry.Value);
        _document.RegisterComponents();
        return _document;
    }

    private static int Order(string verb) => Array.IndexOf(["GET", "POST", "PUT", "DELETE"], verb);

    private static string TagOf(DescribedFunction function) => function.Method.DeclaringType!.Namespace!.Split('.')[^1];

    private async Task<OpenApiOperation> OperationAsync(DescribedFunction function, RoutePath path, SecurityBook security)
    {
        var operation = new OpenApiOperation
        {
            OperationId = path.Id,
            Summary = _comments.Summary(function.Method),
            Tags = new HashSet<OpenApiTagReference> { new(TagOf(function), _document) },
            Parameters = [.. _parameters.Of(function, path)],
            RequestBody = RequestBodyOf(function),
            Responses = [],
            Security = security.Of(function),
            Extensions = SecurityBook.ExtensionsOf(function),
        };
        foreach (var (status, response) in Successes(function).Concat(await _failures.ResponsesAsync(function)).OrderBy(answer => answer.Key, StringComparer.Ordinal))
        {
            Add(operation.Responses, status, response);
        }
        operation.Responses["default"] = new OpenApiResponseReference(FailureBook.Other, _document);
        return operation;
    }

    // A function may say itself what an accident looks like.
    private static void Add(OpenApiResponses responses, string status, IOpenApiResponse response)
    {
        if (!responses.TryAdd(status, response))
        {
            throw new InvalidOperationException($"An operation names status {status} both as a success and as a failure.");
        }
    }

    private OpenApiRequestBody? RequestBodyOf(DescribedFunction function)
    {
        if (function.Find<TakesAttribute>() is not { } takes)
        {
            return null;
        }
        var example = takes.Example is { } literal ? Bodies.Literal(literal, takes.MediaType) : Bodies.RequestExampleOf(takes.Body);
        return new OpenApiRequestBody
        {
            Required = takes.Required,
            Content = new Dictionary<string, OpenApiMediaType> { [takes.MediaType] = Media.Of([SchemaOf(takes.Body, takes.MediaType, isRequest: true)], [example]) },
        };
    }

    private IEnumerable<KeyValuePair<string, IOpenApiResponse>> Successes(DescribedFunction function)
    {
        var answers = function.AllOf<AnswersAttribute>().ToList();
        var operation = function.Find<RunsOperationAttribute>();
        if (operation is not null)
        {
            answers.Add(new AnswersAttribute(202, operation.Answer) { When = "The request has `Prefer: respond-async`." });
        }
        return answers.GroupBy(answer => answer.Status).OrderBy(group => group.Key)
            .Select(group => KeyValuePair.Create($"{group.Key}", (IOpenApiResponse)ResponseOf(group.Key, [.. group], mayBePreferred: operation is not null)));
    }

    private OpenApiResponse ResponseOf(int status, List<AnswersAttribute> answers, bool mayBePreferred)
    {
        var response = new OpenApiResponse { Description = string.Join(' ', answers.Select(answer => answer.When).OfType<string>()) };
        if (response.Description.Length == 0)
        {
            response.Description = status == 204 ? "Done; no body." : status == 202 ? "It goes on; `Location` says where to look." : "Done.";
        }
        var bodies = answers.Where(answer => answer.Body is not null).DistinctBy(answer => (answer.Body, answer.MediaType, answer.Example)).GroupBy(answer => answer.MediaType).ToList();
        if (bodies.Count > 0)
        {
            response.Content = bodies.ToDictionary(
                group => group.Key,
                group => Media.Of([.. group.Select(answer => SchemaOf(answer.Body!, group.Key, isRequest: false))], [.. group.Select(ExampleOf)]));
        }
        if (status == 202 && bodies.Count > 0)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader> { ["Location"] = TextHeader("Where to look.") };
            if (mayBePreferred)
            {
                response.Headers["Preference-Applied"] = TextHeader("`respond-async`, when that is why.");
            }
        }
        return response;
    }

    private static OpenApiHeader TextHeader(string description) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static JsonNode ExampleOf(AnswersAttribute answer) =>
        answer.Example is { } literal ? Bodies.Literal(literal, answer.MediaType) : Bodies.ExampleOf(answer.Body!);

    private IOpenApiSchema SchemaOf(Type type, string mediaType, bool isRequest)
    {
        var schema = isRequest ? _schemas.OfRequest(type) : _schemas.Of(type);
        if (schema is OpenApiSchema plain && mediaType == "application/octet-stream")
        {
            plain.Format = "binary";
        }
        return schema;
    }
}
