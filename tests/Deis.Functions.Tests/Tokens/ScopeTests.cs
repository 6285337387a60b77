using System.Text.RegularExpressions;
using Deis.Functions.Http;
using Deis.Functions.Tests.Support;
using Microsoft.AspNetCore.Routing;

namespace Deis.Functions.Tests.Tokens;

/// <summary>What tokens of each scope are refused, for every function that there is.</summary>
[Collection(ApiCollection.Name)]
public sealed partial class ScopeTests(ApiFixture fixture) : IAsyncLifetime
{
    private const string ReadRefusal = "This token has the scope read; this takes the scope ";
    private const string DeployRefusal = "This token has the scope deploy; this takes the scope admin.";

    /// <summary>What takes deploy: looking at configuration, which is full of secrets, talking to commands, and changing what runs.</summary>
    private static readonly string[] Deploy =
    [
        "GET /v2/apps/{app}/config", "HEAD /v2/apps/{app}/config", "POST /v2/apps/{app}/config", "POST /v2/apps/{app}/builds", "POST /v2/apps/{app}/builds/queue",
        "POST /v2/apps/{app}/builds/queue/upload", "POST /v2/apps/{app}/releases/rollback", "POST /v2/apps/{app}/scale", "POST /v2/apps/{app}/run",
        "POST /v2/apps/{app}/pods/restart", "POST /v2/apps/{app}/pods/{type}/restart", "POST /v2/apps/{app}/pods/{type}/{name}/restart",
        "POST /v2/apps/{app}/pods/run/{name}/stop", "GET /v2/apps/{app}/pods/run/{name}/attach", "GET /v2/apps/{app}/pods/{process}/exec",
        "POST /v2/apps/{app}/operations/{id}/cancel",
    ];

    private static readonly string[] AdminThoughItLooks = ["GET /v2/tokens", "HEAD /v2/tokens"];

    private static readonly string[] AboutNoApp =
        ["GET /v2", "HEAD /v2", "GET /v2/auth/whoami", "HEAD /v2/auth/whoami", "GET /v2/apps", "HEAD /v2/apps"];

    private readonly ApiHost _api = fixture.Api;
    private TestUser _owner = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _owner = await _api.AddUserAsync(isAdmin: true);
        _app = await _api.AddRunningAppAsync(_owner, "web");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task EveryFunction_WithATokenToRead_AnswersOnlyThoseThatLook()
    {
        var reader = await TokenAsync("read", null);

        foreach (var (method, route) in Functions())
        {
            var looks = (method is "GET" or "HEAD") && !Deploy.Contains($"{method} {route}") && !AdminThoughItLooks.Contains($"{method} {route}");
            (await RefusesAsync(method, route, reader, ReadRefusal)).ShouldBe(!looks, $"{method} {route}");
        }
    }

    [Fact]
    public async Task EveryFunction_WithATokenToDeploy_RefusesWhatIsAboutMoreThanWhatRuns()
    {
        var deployer = await TokenAsync("deploy", null);

        foreach (var (method, route) in Functions().Where(function => !Changes(function) || Deploy.Contains($"{function.Method} {function.Route}")))
        {
            (await RefusesAsync(method, route, deployer, DeployRefusal)).ShouldBe(AdminThoughItLooks.Contains($"{method} {route}"), $"{method} {route}");
        }
        foreach (var (method, route) in Functions().Where(function => Changes(function) && !Deploy.Contains($"{function.Method} {function.Route}")))
        {
            (await RefusesAsync(method, route, deployer, DeployRefusal)).ShouldBeTrue($"{method} {route}");
        }

        static bool Changes((string Method, string Route) function) => function.Method is not ("GET" or "HEAD");
    }

    [Fact]
    public async Task EveryFunction_WithATokenForOneApp_RefusesOtherAppsAndWhatIsAboutNone()
    {
        var other = await _api.AddAppAsync(_owner);
        var bound = await TokenAsync("admin", [other]);

        foreach (var (method, route) in Functions())
        {
            (await RefusesAsync(method, route, bound, $"This token is for {other} only.")).ShouldBe(!AboutNoApp.Contains($"{method} {route}"), $"{method} {route}");
        }
        (await _api.Get($"/v2/apps/{other}", bound).SendAsync()).ShouldHaveStatus(200);
        (await _api.Get("/v2/apps", bound).SendAsync()).Results.Select(app => app!["id"]!.ToString()).ShouldBe([other]);
        (await _api.Post($"/v2/apps/{other}/domains", new { domain = $"{other}.example.com" }, bound).SendAsync()).ShouldHaveStatus(201);
    }

    [Fact]
    public async Task TokenOfAnAdministrator_ToReadOnly_CannotRegisterForHim()
    {
        await using var api = await fixture.StartAsync(("Deis:RegistrationMode", "admin_only"));
        var admin = await api.AddUserAsync(isAdmin: true);
        var reader = admin with { Token = (await api.Post("/v2/tokens", new { name = "x", scope = "read" }, admin).SendAsync()).Json["token"]!.ToString() };
        var account = new { username = "new", password = "correct horse", email = "" };

        (await api.Post("/v2/auth/register", account, reader).SendAsync()).ShouldHaveStatus(403);
        (await api.Post("/v2/auth/register", account, admin).SendAsync()).ShouldHaveStatus(201);
    }

    [Fact]
    public async Task Token_WithAScope_StillNeedsThePermissionOfItsAccount()
    {
        var stranger = await _api.AddUserAsync();
        var token = (await _api.Post("/v2/tokens", new { name = "x", scope = "deploy" }, stranger).SendAsync()).Json["token"]!.ToString();

        (await _api.Post($"/v2/apps/{_app}/scale", new { web = 1 }, stranger with { Token = token }).SendAsync())
            .ShouldFail(403, "You do not have permission to perform this action.");
    }

    /// <summary>Every function for users and administrators, as <c>/v2/apps/{app}/…</c>.</summary>
    private IEnumerable<(string Method, string Route)> Functions() =>
        from endpoint in _api.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<AccessAttribute>()?.Access is null or Access.User or Access.Admin
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (method, $"/{Constraint().Replace(endpoint.RoutePattern.RawText!.Trim('/'), "{$1}")}");

    private async Task<bool> RefusesAsync(string method, string route, TestUser bearer, string refusal)
    {
        var path = route
            .Replace("{app}", _app, StringComparison.Ordinal)
            .Replace("{version}", "1", StringComparison.Ordinal)
            .Replace("{uuid}", Guid.Empty.ToString(), StringComparison.Ordinal)
            .Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal);
        path = Constraint().Replace(path, "x");
        var request = _api.Request(method, route == "/v2" || route.StartsWith("/v2/auth/tokens", StringComparison.Ordinal) ? path + "/" : path).As(bearer);
        using var answer = await request.OpenAsync();
        answer.Content.Headers.ContentType?.MediaType.ShouldNotBe("text/html", $"{method} {path} is not routed");
        // A body of HEAD does not come, and only a refusal has 403: the owner is an administrator.
        return (int)answer.StatusCode == 403 && (method == "HEAD" || (await answer.Content.ReadAsStringAsync()).Contains(refusal, StringComparison.Ordinal));
    }

    private async Task<TestUser> TokenAsync(string scope, string[]? apps)
    {
        var made = await _api.Post("/v2/tokens", new { name = "x", scope, apps }, _owner).SendAsync();
        return _owner with { Token = made.ShouldHaveStatus(201).Json["token"]!.ToString() };
    }

    [GeneratedRegex(@"\{\*{0,2}(\w+)\??(?::[^{}]*(?:\{[^{}]*\}[^{}]*)*)?\}")]
    private static partial Regex Constraint();
}
