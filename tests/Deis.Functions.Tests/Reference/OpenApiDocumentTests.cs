using System.Text.Json.Nodes;
using Deis.Functions.Tests.Cases;
using Deis.Functions.Tests.Reference.Generation;
using Deis.Functions.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Deis.Functions.Tests.Reference;

/// <summary>The OpenAPI document: it is what the code says, and what parsers of OpenAPI 3.1 take.</summary>
[Collection(ApiCollection.Name)]
public sealed class OpenApiDocumentTests(ApiFixture fixture)
{
    /// <summary>Set, it has the test write the document instead of comparing it (docs/api/README.md).</summary>
    private const string Rewrite = "DEIS_WRITE_OPENAPI";

    private static readonly string Committed = Path.Combine(Repository.Root, "docs", "api", "openapi.json");

    [Fact]
    public async Task Document_InTheRepository_IsWhatTheCodeSays()
    {
        var document = await DocumentBuilder.WriteAsync();
        if (Environment.GetEnvironmentVariable(Rewrite) is { Length: > 0 })
        {
            await File.WriteAllTextAsync(Committed, document);
        }

        (await File.ReadAllTextAsync(Committed)).ShouldBe(document, $"docs/api/openapi.json is not what the code says: run this test with {Rewrite}=1 and commit the file.");
    }

    [Fact]
    public async Task Document_ThatIsServed_IsTheOneInTheRepository()
    {
        var answer = await fixture.Api.Get("/v2/openapi.json").SendAsync();

        answer.ShouldHaveStatus(200).ContentType.ShouldBe("application/json");
        answer.Body.ShouldBe(await File.ReadAllTextAsync(Committed));
    }

    [Fact]
    public async Task Document_ThatTheCallerHas_IsNotSentAgain()
    {
        var tag = (await fixture.Api.Get("/v2/openapi.json").SendAsync()).Header("ETag");

        var again = await fixture.Api.Get("/v2/openapi.json").WithHeader("If-None-Match", tag!).SendAsync();

        again.ShouldHaveStatus(304).Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task Document_ReadByAParser_IsValidOpenApi31()
    {
        var read = OpenApiDocument.Parse(await DocumentBuilder.WriteAsync(), "json");

        read.Diagnostic!.Errors.ShouldBeEmpty();
        read.Diagnostic.Warnings.ShouldBeEmpty();
        read.Diagnostic.SpecificationVersion.ShouldBe(OpenApiSpecVersion.OpenApi3_1);
    }

    [Fact]
    public async Task Document_NamesEveryFunctionThatTheApiServes()
    {
        var described = Operations(JsonNode.Parse(await DocumentBuilder.WriteAsync())!).Select(operation => operation["operationId"]!.GetValue<string>()).ToList();

        var served = fixture.Api.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.Azure.Functions.Worker.FunctionAttribute>() is not null).Select(endpoint => endpoint.DisplayName!).ToList();
        served.Count.ShouldBeGreaterThan(80);
        served.Except(described).ShouldBeEmpty();
        described.ShouldBeUnique();
    }

    [Fact]
    public async Task Document_OfEveryOperation_HasSummaryAnswersAndExamples()
    {
        var document = JsonNode.Parse(await DocumentBuilder.WriteAsync())!;

        foreach (var operation in Operations(document))
        {
            var id = operation["operationId"]!.GetValue<string>();
            operation["summary"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace(id);
            operation["responses"]!.AsObject().Any(answer => answer.Key is ['1' or '2' or '5', ..]).ShouldBeTrue(id);
            foreach (var media in operation["responses"]!.AsObject().Select(answer => answer.Value).Append(operation["requestBody"])
                .SelectMany(part => part?["content"]?.AsObject().Select(content => content.Value!) ?? []))
            {
                (media["example"] ?? media["examples"]).ShouldNotBeNull(id);
            }
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            {
                parameter!["example"].ShouldNotBeNull($"{id}: {parameter["name"]}");
            }
        }
    }

    [Fact]
    public async Task Document_OfEveryField_SaysWhatItIs()
    {
        var schemas = JsonNode.Parse(await DocumentBuilder.WriteAsync())!["components"]!["schemas"]!.AsObject();

        var silent = schemas.SelectMany(schema => schema.Value!["properties"]?.AsObject().Select(field => (Schema: schema.Key, Field: field.Key, field.Value)) ?? [])
            .Where(field => string.IsNullOrWhiteSpace(field.Value!["description"]?.GetValue<string>()))
            .Select(field => $"{field.Schema}.{field.Field}");

        silent.ShouldBeEmpty();
    }

    private static IEnumerable<JsonNode> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!);
}
