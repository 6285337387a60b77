using System.Text.Json.Nodes;
using Deis.Functions.Http;
using Microsoft.OpenApi;

namespace Deis.Functions.Tests.Reference.Generation;

/// <summary>Who may call functions, and how he shows that.</summary>
internal sealed class SecurityBook
{
    private const string Token = "token";
    private const string Builder = "builder";

    private readonly OpenApiDocument _document;

    private SecurityBook(OpenApiDocument document) => _document = document;

    /// <summary>Names the ways in the document.</summary>
    public static SecurityBook AddTo(OpenApiDocument document)
    {
        document.Components!.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "Authorization",
                Description = "The word `token`, a blank, and 40 hex digits that a login or `POST /v2/tokens` has given.",
            },
            [Builder] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "X-Deis-Builder-Auth",
                Description = "The secret that the SSH gateway and other builders share with the API.",
            },
        };
        return new SecurityBook(document);
    }

    /// <summary>The ways that a function takes.</summary>
    public List<OpenApiSecurityRequirement> Of(DescribedFunction function) => function.Access switch
    {
        Access.Anonymous => [],
        Access.Optional => [[], Way(Token)],
        Access.Builder => [Way(Builder)],
        _ => [Way(Token)],
    };

    /// <summary>The least scope of a token, and whether it must be an administrator's; where tokens are taken.</summary>
    public static Dictionary<string, IOpenApiExtension>? ExtensionsOf(DescribedFunction function)
    {
        if (function.Access is not (Access.User or Access.Admin))
        {
            return null;
        }
        var extensions = new Dictionary<string, IOpenApiExtension> { ["x-deis-scope"] = new JsonNodeExtension(function.Scope.ToString().ToLowerInvariant()) };
        if (function.Access == Access.Admin)
        {
            extensions["x-deis-admin"] = new JsonNodeExtension(JsonValue.Create(true));
        }
        return extensions;
    }

    private OpenApiSecurityRequirement Way(string name) => new() { [new OpenApiSecuritySchemeReference(name, _document)] = [] };
}
