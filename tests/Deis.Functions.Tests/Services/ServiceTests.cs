using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Services;

[Collection(ApiCollection.Name)]
public sealed class ServiceTests(ApiFixture fixture) : IAsyncLifetime
{
    private readonly ApiHost _api = fixture.Api;
    private TestUser _owner = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _owner = await _api.AddUserAsync();
        _app = await _api.AddAppAsync(_owner);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Service_AddedChangedAndRemoved_IsRoutedSo()
    {
        (await AddAsync("worker", "/api, ^/v[12]/")).ShouldHaveStatus(201);
        var route = _api.Runtime.Routing[_app].Services.ShouldHaveSingleItem();
        (route.Type, route.Host).ShouldBe(("worker", $"{_app}-worker"));
        route.Paths.ShouldBe(["/api", "^/v[12]/"]);

        (await AddAsync("worker", "/other")).ShouldHaveStatus(201);
        _api.Runtime.Routing[_app].Services.ShouldHaveSingleItem().Paths.ShouldBe(["/other"]);

        (await RemoveAsync("worker", _owner)).ShouldHaveStatus(204);
        _api.Runtime.Routing[_app].Services.ShouldBeEmpty();
    }

    [Fact]
    public async Task Service_OfAnAppThatIsNotRoutable_GetsNothing()
    {
        (await AddAsync("worker", "/api")).ShouldHaveStatus(201);

        (await _api.Post($"/v2/apps/{_app}/settings", new { routable = false }, _owner).SendAsync()).ShouldHaveStatus(201);

        _api.Runtime.Routing[_app].Services.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}", "procfile_type", "This field is required.")]
    [InlineData("""{"procfile_type":"worker"}""", "path_pattern", "This field is required.")]
    [InlineData("""{"procfile_type":"worker","path_pattern":" "}""", "path_pattern", "This field may not be blank.")]
    [InlineData("""{"procfile_type":["worker"],"path_pattern":"/a"}""", "procfile_type", "Not a valid string.")]
    public async Task Service_WithoutAllFields_IsRefused(string body, string field, string message) =>
        (await _api.Request("POST", $"/v2/apps/{_app}/services").As(_owner).WithBody(body, "application/json").SendAsync()).ShouldRefuseField(field, message);

    [Theory]
    [InlineData("(a)\\1")]
    [InlineData("(?=/a)")]
    public async Task Service_WithAnExpressionThatCanTakeForEver_IsRefused(string pattern) =>
        (await AddAsync("worker", pattern)).ShouldHaveStatus(400).Body.ShouldStartWith("[\"Service value should be valid regex");

    [Fact]
    public async Task Service_WhoseHostWouldBeTooLong_IsRefused()
    {
        var answer = await AddAsync(new string('w', 63 - _app.Length), "/a");

        answer.ShouldHaveStatus(400).Body.ShouldContain("at most 63 characters");
    }

    [Fact]
    public async Task Service_OfACollaborator_IsAddedButNotRemoved()
    {
        var friend = await _api.AddUserAsync();
        await _api.ShareAsync(_app, friend);
        var stranger = await _api.AddUserAsync();

        (await AddAsync("worker", "/api", friend)).ShouldHaveStatus(201);
        (await RemoveAsync("worker", friend)).ShouldHaveStatus(403);
        (await AddAsync("worker", "/", stranger)).ShouldHaveStatus(403);
        (await _api.Get($"/v2/apps/{_app}/services", stranger).SendAsync()).ShouldHaveStatus(403);
        (await _api.Get("/v2/apps/nowhere/services", _owner).SendAsync()).ShouldNotFind("App");
    }

    [Fact]
    public async Task Service_WhoseHostIsAnotherApps_IsRefused()
    {
        var other = await _api.AddUserAsync();
        (await _api.Post("/v2/apps", new { id = $"{_app}-worker" }, other).SendAsync()).ShouldHaveStatus(201);

        (await AddAsync("worker", "/api")).ShouldHaveStatus(400).Body.ShouldContain($"would answer to {_app}-worker, which is taken");

        _api.Runtime.Routing[_app].Services.ShouldBeEmpty();
    }

    [Fact]
    public async Task HostOfAService_IsNobodyElsesDomainOrApp()
    {
        (await AddAsync("worker", "/api")).ShouldHaveStatus(201);
        var other = await _api.AddUserAsync();
        var theirs = await _api.AddAppAsync(other);

        (await _api.Post("/v2/apps", new { id = $"{_app}-worker" }, other).SendAsync())
            .ShouldRefuseField("id", $"The domain {_app}-worker is already in use by another app; choose another name.");
        (await _api.Post($"/v2/apps/{theirs}/domains", new { domain = $"{_app}-Worker" }, other).SendAsync())
            .ShouldRefuseField("domain", "Domain is already in use by another application");
    }

    [Fact]
    public async Task HostThatTwoWantAtOnce_IsOnesOnly()
    {
        for (var i = 0; i < 5; i++)
        {
            var type = $"w{i}";
            var answers = await Task.WhenAll(AddAsync(type, "/api"), _api.Post("/v2/apps", new { id = $"{_app}-{type}" }, _owner).SendAsync());

            answers.Select(answer => answer.Status).Order().ShouldBe([201, 400]);
        }
    }

    [Fact]
    public async Task Service_WhenTheRuntimeIsAway_IsNotAdded()
    {
        await using var api = await fixture.StartAsync();
        var owner = await api.AddUserAsync();
        var app = await api.AddAppAsync(owner);
        api.Runtime.IsAway = true;

        (await api.Post($"/v2/apps/{app}/services", new { procfile_type = "worker", path_pattern = "/a" }, owner).SendAsync()).ShouldHaveStatus(503);

        (await api.Get($"/v2/apps/{app}/services", owner).SendAsync()).Body.ShouldBe("""{"services":[]}""");
    }

    [Fact]
    public async Task Services_OfAnAppThatChangesHands_GoAlong()
    {
        (await AddAsync("worker", "/api")).ShouldHaveStatus(201);
        var heir = await _api.AddUserAsync();

        (await _api.Post($"/v2/apps/{_app}", new { owner = heir.Name }, _owner).SendAsync()).ShouldHaveStatus(200);

        (await _api.Delete("/v2/auth/cancel", _owner).SendAsync()).ShouldHaveStatus(204);
        (await RemoveAsync("worker", heir)).ShouldHaveStatus(204);
    }

    private Task<ApiAnswer> AddAsync(string type, string pattern, TestUser? user = null) =>
        _api.Post($"/v2/apps/{_app}/services", new { procfile_type = type, path_pattern = pattern }, user ?? _owner).SendAsync();

    private Task<ApiAnswer> RemoveAsync(string type, TestUser user) =>
        _api.Request("DELETE", $"/v2/apps/{_app}/services").As(user).WithJson(new { procfile_type = type }).SendAsync();
}
