using System.Net;
using Deis.FunctionsHost.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost.Tests;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("GET", "/v2/apps", 200, "list")]
    [InlineData("GET", "/v2/apps/", 200, "list")]
    [InlineData("GET", "//v2/apps/", 200, "list")]
    [InlineData("GET", "////v2/apps", 200, "list")]
    [InlineData("POST", "/v2/apps", 200, "create")]
    [InlineData("GET", "/v2/apps/releases/v12", 200, "release 12")]
    [InlineData("GET", "/v2/apps/releases/vx", 404, "")]
    [InlineData("GET", "/v2/apps/my-app-2/", 200, "app my-app-2")]
    [InlineData("GET", "/v2/apps/my_app", 404, "")]
    [InlineData("GET", "/v2/files/a/b", 200, "file a/b")]
    [InlineData("PROPFIND", "/v2/any", 200, "any PROPFIND")]
    [InlineData("GET", "/v2/nothing", 404, "")]
    [InlineData("GET", "/", 404, "")]
    [InlineData("GET", "/v2/login/", 200, "login")]
    [InlineData("GET", "/v2/login", 404, "")]
    [InlineData("GET", "/healthz", 200, "OK")]
    [InlineData("GET", "/healthz/", 404, "")]
    [InlineData("GET", "/DefaultRoute", 200, "by name")]
    public async Task Request_AnyPath_ReachesTheFunctionOfItsRoute(string method, string path, int status, string body)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        // HttpClient would tidy the path up.
        var (actualStatus, _, actualBody) = await RawHttp.SendAsync(host, $"{method} {path} HTTP/1.1");

        (actualStatus, actualBody).ShouldBe((status, body));
    }

    [Fact]
    public async Task Head_OfAGetFunction_IsAnsweredOnlyWhereListed()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var notListed = await host.Client.SendAsync(new(HttpMethod.Head, "/v2/apps"), CancellationToken.None);
        using var listed = await host.Client.SendAsync(new(HttpMethod.Head, "/v2/registry"), CancellationToken.None);

        notListed.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        listed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task WrongMethod_ByDefault_GetsAnEmpty405WithTheAllowedMethods()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.DeleteAsync("/v2/apps", CancellationToken.None);

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldBe(["GET", "POST"], ignoreOrder: true);
        (await response.Content.ReadAsStringAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Unrouted_WithAnswersOfTheApplication_GetsThem()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), options =>
        {
            options.NotFound = context => Results.Content($"<h1>{context.Request.Path}</h1>", "text/html", statusCode: 404);
            options.MethodNotAllowed = (context, allowed) =>
                Results.Json(new { detail = context.Request.Method, allowed = allowed.Order() }, statusCode: 405);
        });

        using var missing = await host.Client.GetAsync("/nowhere", CancellationToken.None);
        using var wrongMethod = await host.Client.DeleteAsync("/v2/apps/", CancellationToken.None);

        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        missing.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await missing.Content.ReadAsStringAsync(CancellationToken.None)).ShouldBe("<h1>/nowhere</h1>");
        wrongMethod.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        wrongMethod.Content.Headers.Allow.ShouldBe(["GET", "POST"], ignoreOrder: true);
        (await wrongMethod.Content.ReadAsStringAsync(CancellationToken.None)).ShouldBe("""{"detail":"DELETE","allowed":["GET","POST"]}""");
    }

    [Fact]
    public async Task HostWithoutTheApiRole_ServesNoFunctions()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), options => options.Roles = HostRoles.Timer);

        using var response = await host.Client.GetAsync("/v2/apps", CancellationToken.None);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    public static class Functions
    {
        [Function("apps-list")]
        public static IResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v2/apps")] HttpRequest _) =>
            Results.Text("list");

        [Function("apps-create")]
        public static IResult Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v2/apps")] HttpRequest _) =>
            Results.Text("create");

        [Function("app")]
        public static IResult App(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v2/apps/{app:regex(^[a-z0-9-]+$)}")] HttpRequest _, string app) =>
            Results.Text($"app {app}");

        [Function("release")]
        public static IResult Release(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v2/apps/releases/v{version:int}")] HttpRequest _, int version) =>
            Results.Text($"release {version}");

        [Function("file")]
        public static IResult File(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v2/files/{*path}")] HttpRequest _, string path) =>
            Results.Text($"file {path}");

        [Function("any")]
        public static IResult Any([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v2/any")] HttpRequest request) =>
            Results.Text($"any {request.Method}");

        [Function("registry")]
        public static IResult Registry([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v2/registry")] HttpRequest _) =>
            Results.Text("registry");

        [Function("login"), TrailingSlash(TrailingSlash.Required)]
        public static IResult Login([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v2/login/")] HttpRequest _) =>
            Results.Text("login");

        [Function("healthz"), TrailingSlash(TrailingSlash.Forbidden)]
        public static IResult Healthz([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "healthz")] HttpRequest _) =>
            Results.Text("OK");

        [Function("DefaultRoute")]
        public static IResult DefaultRoute([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest _) =>
            Results.Text("by name");
    }
}
