using System.Text.Json.Nodes;
using Deis.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Reference;

/// <summary>The reference of the API: an OpenAPI document, and a page that shows it (docs/protocol/controller.md §16). Neither tells a secret.</summary>
[Access(Access.Anonymous)]
public sealed class ReferenceFunctions(ReferenceFiles files)
{
    private const string Page = "v2/docs";

    /// <summary>Shows this description of the API, an OpenAPI document.</summary>
    [Function("openapi")]
    [Answers(200, typeof(JsonObject), Example = """{"openapi":"3.1.1","info":{"title":"Deis Workflow","version":"2.3"},"paths":{}}""")]
    public IResult Document([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v2/openapi.json")] HttpRequest request) =>
        files.Answer(request, "openapi.json");

    /// <summary>Shows the reference of the API as a page for people.</summary>
    [Function("docs")]
    [Produces("text/html")]
    [Answers(200, typeof(string), MediaType = "text/html", Example = "<!doctype html>")]
    public IResult PageOf([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Page)] HttpRequest request) =>
        files.Answer(request, "page.html");

    /// <summary>Shows a part of the page.</summary>
    [Function("docs-file")]
    [Produces(ProducesAttribute.Anything)]
    [RouteValue("file", "Its name.", "page.css")]
    [Answers(200, typeof(string), MediaType = "text/css", Example = "body { margin: 0 }")]
    [Answers(200, typeof(string), MediaType = "text/javascript", Example = "'use strict';")]
    public IResult File(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Page + "/{file:regex(^page\\.(css|js)$)}")] HttpRequest request,
        string file) => files.Answer(request, file);
}
