using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Functions.Http;
using Deis.Functions.Reference;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.OpenApi;

namespace Deis.Functions.Tests.Reference.Generation;

/// <summary>The parameters of functions: those in the path from the route, those in the query from attributes and from what a page takes.</summary>
internal sealed class ParameterBook(SchemaBook schemas)
{
    private static readonly RouteValueAttribute App = new("app", "The app.", "shop");

    private static readonly QueryAttribute[] Pages =
    [
        new("limit", "How many at most; 100 when it is missing.") { Type = typeof(int), Example = 20 },
        new("offset", "How many to pass over.") { Type = typeof(int), Example = 40 },
    ];

    /// <summary>The parameters of a function on one of its paths.</summary>
    public IEnumerable<IOpenApiParameter> Of(DescribedFunction function, RoutePath path)
    {
        foreach (var value in path.Values)
        {
            yield return InPath(function, value);
        }
        var isPage = function.AllOf<AnswersAttribute>().Any(answer => answer.Body is { IsGenericType: true } body && body.GetGenericTypeDefinition() == typeof(PageEnvelope<>));
        foreach (var query in function.AllOf<QueryAttribute>().Concat(isPage ? Pages : []))
        {
            yield return new OpenApiParameter
            {
                Name = query.Name,
                In = ParameterLocation.Query,
                Required = query.Required,
                Description = query.Text,
                Example = JsonSerializer.SerializeToNode(query.Example),
                Schema = schemas.Of(query.Type),
            };
        }
        if (function.Find<RunsOperationAttribute>() is not null)
        {
            yield return new OpenApiParameter
            {
                Name = "Prefer",
                In = ParameterLocation.Header,
                Description = "`respond-async`: the answer comes at once, and the operation goes on.",
                Example = JsonValue.Create("respond-async"),
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            };
        }
    }

    private static OpenApiParameter InPath(DescribedFunction function, RoutePatternParameterPart value)
    {
        var described = function.AllOf<RouteValueAttribute>().Append(App).FirstOrDefault(one => one.Name == value.Name)
            ?? throw new InvalidOperationException($"{function.Name} does not say what {value.Name} in its path is.");
        return new OpenApiParameter
        {
            Name = value.Name,
            In = ParameterLocation.Path,
            Required = true,
            Description = described.Text,
            Example = JsonValue.Create(described.Example),
            Schema = SchemaOf(value),
        };
    }

    private static OpenApiSchema SchemaOf(RoutePatternParameterPart value)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.String };
        const string Regex = "regex(";
        foreach (var rule in value.ParameterPolicies.Select(policy => policy.Content!))
        {
            if (rule == "guid")
            {
                schema.Format = "uuid";
            }
            else if (rule.StartsWith(Regex, StringComparison.Ordinal))
            {
                // Patterns of JSON schema look at the case without being told.
                schema.Pattern = rule[Regex.Length..^1].Replace("(?-i)", "", StringComparison.Ordinal);
            }
        }
        if (value.IsCatchAll)
        {
            schema.Pattern = "^.+$";
        }
        return schema;
    }
}
