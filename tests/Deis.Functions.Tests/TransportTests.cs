using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests;

[Collection(ApiCollection.Name)]
public sealed class TransportTests(ApiFixture fixture)
{
    private readonly ApiHost _api = fixture.Api;

    [Theory]
    [InlineData("GET", "/v2/", 401)]
    [InlineData("GET", "//v2/", 401)]
    [InlineData("GET", "/v2", 404)]
    [InlineData("GET", "/v2/nope", 404)]
    [InlineData("GET", "/nope", 404)]
    [InlineData("GET", "/healthz", 200)]
    [InlineData("HEAD", "/healthz", 200)]
    [InlineData("GET", "/healthz/", 404)]
    [InlineData("POST", "/healthz", 405)]
    [InlineData("GET", "/readiness", 200)]
    [InlineData("HEAD", "/readiness", 200)]
    [InlineData("GET", "/readiness/", 404)]
    [InlineData("PATCH", "/readiness", 405)]
    [InlineData("GET", "/v2/auth/login/", 405)]
    [InlineData("POST", "/v2/auth/login", 404)]
    [InlineData("PUT", "/v2/apps", 405)]
    [InlineData("GET", "/v2/apps", 401)]
    [InlineData("GET", "/v2/apps/Nope", 404)]
    [InlineData("POST", "/v2/apps/=app/builds", 404)]
    public async Task EveryAnswer_OfAnyKind_HasTheStandardHeaders(string method, string path, int status)
    {
        var answer = await _api.Request(method, path).SendAsync();

        answer.ShouldHaveStatus(status);
        answer.Header("DEIS_API_VERSION").ShouldBe("2.3");
        answer.Header("DEIS_PLATFORM_VERSION").ShouldBe("2.3.0");
        answer.Header("X-Frame-Options").ShouldBe("DENY");
        answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
        answer.Header("X-XSS-Protection").ShouldBe("1; mode=block");
    }

    [Fact]
    public async Task Root_WithoutToken_IsTheChallengeThatClientsLookFor()
    {
        var answer = await _api.Get("/v2/").SendAsync();

        answer.ShouldFail(401, "Authentication credentials were not provided.");
        answer.Header("WWW-Authenticate").ShouldBe("Token");
        answer.ContentType.ShouldBe("application/json");
    }

    [Fact]
    public async Task Root_WithToken_IsAnEmptyObject() =>
        (await _api.Get("/v2/", await _api.AddUserAsync()).SendAsync()).ShouldHaveStatus(200).Body.ShouldBe("{}");

    [Theory]
    [InlineData("Token bogus", "Invalid token.")]
    [InlineData("token a b", "Invalid token header. Token string should not contain spaces.")]
    [InlineData("token", "Invalid token header. No credentials provided.")]
    [InlineData("Bearer x", "Authentication credentials were not provided.")]
    public async Task Token_ThatIsNone_IsRefusedWithTheReason(string header, string detail) =>
        (await _api.Get("/v2/apps").WithHeader("Authorization", header).SendAsync()).ShouldFail(401, detail);

    [Fact]
    public async Task Token_WithSchemeInAnyCase_IsAccepted() =>
        (await _api.Get("/v2/apps").WithHeader("Authorization", $"ToKeN {(await _api.AddUserAsync()).Token}").SendAsync()).ShouldHaveStatus(200);

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readiness")]
    public async Task Probe_OfAHealthyPlatform_SaysOk(string path)
    {
        var answer = await _api.Get(path).SendAsync();

        answer.Body.ShouldBe("OK");
        answer.ContentType.ShouldBe("text/html; charset=utf-8");
    }

    [Fact]
    public async Task WrongMethod_OnAResource_SaysWhichMethodsThereAre()
    {
        var answer = await _api.Request("PUT", "/v2/apps").As(await _api.AddUserAsync()).SendAsync();

        answer.ShouldFail(405, "Method \"PUT\" not allowed.");
        answer.Header("Allow").ShouldBe("GET, POST, HEAD, OPTIONS");
    }

    [Fact]
    public async Task WrongMethod_OnAProbe_HasNoBody() => (await _api.Post("/healthz", null).SendAsync()).ShouldHaveStatus(405).Body.ShouldBeEmpty();

    [Theory]
    [InlineData("/v2/apps", "GET, POST, HEAD, OPTIONS")]
    [InlineData("/v2/apps/", "GET, POST, HEAD, OPTIONS")]
    [InlineData("/v2/auth/whoami", "GET, HEAD, OPTIONS")]
    public async Task RoutedAnswer_OfAnyStatus_HasAllow(string path, string allow) =>
        (await _api.Get(path, await _api.AddUserAsync()).SendAsync()).Header("Allow").ShouldBe(allow);

    [Theory]
    [InlineData("/v2/nope")]
    [InlineData("/v2/apps/Nope")]
    [InlineData("/v2/apps/some/releases/9")]
    public async Task UnroutedPath_IsAPage(string path) => (await _api.Get(path).SendAsync()).ShouldHaveStatus(404).ContentType.ShouldBe("text/html");

    [Theory]
    [InlineData("{bad json", 400, "detail", "JSON parse error - ")]
    [InlineData("""{"id":"a","id":"b"}""", 400, "detail", "JSON parse error - ")]
    [InlineData("""["x"]""", 400, "non_field_errors", "Invalid data. Expected a dictionary, but got list.")]
    [InlineData("null", 400, "non_field_errors", "No data provided")]
    [InlineData("""{"id":["x"]}""", 400, "id", "Not a valid string.")]
    public async Task Body_ThatIsNoObject_IsRefused(string body, int status, string key, string message)
    {
        var answer = await _api.Request("POST", "/v2/apps").As(await _api.AddUserAsync()).WithBody(body, "application/json").SendAsync();

        answer.ShouldHaveStatus(status);
        answer.Json[key]!.ToJsonString(Http.ApiJson.Options).ShouldContain(message);
    }

    [Fact]
    public async Task Body_OfAnotherMediaType_IsRefused() =>
        (await _api.Request("POST", "/v2/apps").As(await _api.AddUserAsync()).WithBody("<id/>", "application/xml").SendAsync())
            .ShouldFail(415, "Unsupported media type \"application/xml\" in request.");

    [Theory]
    [InlineData("/v2/auth/login/", 70_000, "X-Nothing", "special", "64 KB")]
    [InlineData("/v2/auth/login/", 70_000, "Transfer-Encoding", "chunked", "64 KB")]
    [InlineData("/v2/auth/register", 9_000_000, "Expect", "100-continue", "64 KB")]
    [InlineData("/v2/apps", 9_000_000, "X-Nothing", "special", "8 MB")]
    [InlineData("/v2/apps", 9_000_000, "Transfer-Encoding", "chunked", "8 MB")]
    [InlineData("/v2/apps", 9_000_000, "Expect", "100-continue", "8 MB")]
    [InlineData("/v2/apps", 200_000_000, "X-Nothing", "special", "8 MB")]
    [InlineData("/v2/apps", 200_000_000, "Transfer-Encoding", "chunked", "8 MB")]
    public async Task Body_ThatIsTooLarge_IsRefusedSoThatAClientWhoSendsAllFirstHearsOfIt(string path, int bytes, string header, string value, string most) =>
        (await _api.Request("POST", path).As(await _api.AddUserAsync()).WithHeader(header, value)
            .WithBody($"{{\"username\":\"{new string('a', bytes)}\"}}", "application/json").SendAsync())
            .ShouldFail(413, $"The body has more than {most}, which no request of its kind may have.");

    [Fact]
    public async Task Body_ThatIsAsLargeAsItMayBe_IsTaken()
    {
        var user = await _api.AddUserAsync();
        var certificate = new string('a', 8 * 1024 * 1024 - 100);

        (await _api.Post("/v2/certs", new { name = "large", certificate, key = "x" }, user).SendAsync()).ShouldHaveStatus(400).Json["certificate"].ShouldNotBeNull();
        (await _api.Post("/v2/auth/login/", new { username = user.Name, password = TestUser.Password, unknown = new string('a', 65_000) }).SendAsync()).ShouldHaveStatus(200);
    }

    [Fact]
    public async Task Body_InChunks_IsTaken() =>
        (await _api.Request("POST", "/v2/apps").As(await _api.AddUserAsync()).WithHeader("Transfer-Encoding", "chunked")
            .WithBody("{}", "application/json").SendAsync()).ShouldHaveStatus(201);

    [Fact]
    public async Task Answer_InJson_SaysItsLength()
    {
        var answer = await _api.Get("/v2/apps", await _api.AddUserAsync()).SendAsync();

        answer.Header("Content-Length").ShouldBe($"{answer.Body.Length}");
    }

    [Fact]
    public async Task Body_AsHtmlForm_IsTaken()
    {
        var name = $"form-{Guid.NewGuid():N}";

        var answer = await _api.Request("POST", "/v2/apps").As(await _api.AddUserAsync()).WithBody($"id={name}", "application/x-www-form-urlencoded").SendAsync();

        answer.ShouldHaveStatus(201).Json["id"]!.GetValue<string>().ShouldBe(name);
    }

    [Theory]
    [InlineData("text/html", 406)]
    [InlineData("text/html, application/json;q=0.5", 200)]
    [InlineData("application/*", 200)]
    [InlineData("*/*", 200)]
    public async Task Accept_MustAdmitJson(string accept, int status) =>
        (await _api.Get("/v2/apps", await _api.AddUserAsync()).WithHeader("Accept", accept).SendAsync()).ShouldHaveStatus(status);

    [Fact]
    public async Task Origin_OfAnotherSite_MayReadAnswersAndVersions()
    {
        var answer = await _api.Get("/v2/apps", await _api.AddUserAsync()).WithHeader("Origin", "https://ui.example.com").SendAsync();

        answer.Header("Access-Control-Allow-Origin").ShouldBe("*");
        answer.Header("Access-Control-Expose-Headers").ShouldBe("DEIS_API_VERSION, DEIS_PLATFORM_VERSION");
    }

    [Fact]
    public async Task Preflight_IsAnsweredWithoutAToken()
    {
        var answer = await _api.Request("OPTIONS", "/v2/apps")
            .WithHeader("Origin", "https://ui.example.com").WithHeader("Access-Control-Request-Method", "POST").SendAsync();

        answer.ShouldHaveStatus(200).Body.ShouldBeEmpty();
        answer.Header("Access-Control-Allow-Headers").ShouldBe("content-type, accept, origin, Authorization, Host");
        answer.Header("Access-Control-Allow-Methods").ShouldBe("GET, POST, PUT, PATCH, DELETE, OPTIONS");
        answer.Header("Access-Control-Max-Age").ShouldBe("86400");
        answer.Header("DEIS_API_VERSION").ShouldBeNull();
    }

    [Fact]
    public async Task BuilderUrl_WhenConfigured_IsOnEveryAnswer()
    {
        await using var api = await fixture.StartAsync(("Api:BuilderUrl", "ssh://git@localhost:2222"));

        (await api.Get("/v2/").SendAsync()).Header("DEIS_BUILDER_URL").ShouldBe("ssh://git@localhost:2222");
        (await _api.Get("/v2/").SendAsync()).Header("DEIS_BUILDER_URL").ShouldBeNull();
    }
}
