using System.Text.Json.Nodes;
using Deis.Functions.Tests.Support;
using Deis.Orchestrations;
using Deis.Orchestrations.Deploy;
using Deis.Platform.Results;

namespace Deis.Functions.Tests.Releases;

[Collection(ApiCollection.Name)]
public sealed class ReleaseTests(ApiFixture fixture) : IAsyncLifetime
{
    private readonly ApiHost _api = fixture.Api;
    private TestUser _user = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _user = await _api.AddUserAsync();
        _app = await _api.AddAppAsync(_user);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Releases_OfAnApp_AreListedNewestFirstWithWhatChanged()
    {
        await SetAsync("NEW_URL", "x");
        await PostBuildAsync("autotest/example");

        var releases = (await _api.Get($"/v2/apps/{_app}/releases", _user).SendAsync()).Results;

        releases.Select(r => r!["summary"]!.ToString()).ShouldBe(
            [$"{_user.Name} deployed autotest/example", $"{_user.Name} added NEW_URL", $"{_user.Name} created initial release"]);
        releases[0]!.AsObject().Select(f => f.Key).ShouldBe(
            ["uuid", "app", "owner", "created", "updated", "version", "summary", "failed", "exception", "config", "build"]);
        releases[0]!["config"]!.ToString().ShouldBe(releases[1]!["config"]!.ToString());
        releases[1]!["build"].ShouldBeNull();
    }

    [Theory]
    [InlineData("v1", 200)]
    [InlineData("v1/", 200)]
    [InlineData("v9", 404)]
    [InlineData("v99999999999", 404)]
    public async Task Release_ByItsNumber_IsShown(string release, int status)
    {
        var answer = await _api.Get($"/v2/apps/{_app}/releases/{release}", _user).SendAsync();

        answer.ShouldHaveStatus(status);
        if (status == 404)
        {
            answer.ShouldNotFind("Release");
        }
    }

    [Theory]
    [InlineData("GET", "/releases/1", 404)]
    [InlineData("POST", "/releases", 405)]
    [InlineData("PUT", "/releases", 405)]
    [InlineData("PATCH", "/releases/v1", 405)]
    [InlineData("DELETE", "/releases/v1", 405)]
    public async Task OtherPathsAndMethods_OfReleases_AreNotThere(string method, string path, int status) =>
        (await _api.Request(method, $"/v2/apps/{_app}{path}").As(_user).SendAsync()).ShouldHaveStatus(status);

    [Theory]
    [InlineData(null, 3)]
    [InlineData("{}", 3)]
    [InlineData("""{"version":2}""", 2)]
    [InlineData("""{"version":"3"}""", 3)]
    public async Task Rollback_ToAnEarlierRelease_MakesANewOne(string? body, int target)
    {
        await SetAsync("A", "1");
        await PostBuildAsync("autotest/example");
        await SetAsync("A", "2");

        var answer = await RollBackAsync(body);

        answer.ShouldHaveStatus(201).Body.ShouldBe("""{"version":5}""");
        var (id, input) = _api.Operations.Inputs.Last();
        input.ShouldBeOfType<DeployInput>().RollbackTo.ShouldBe(target);
        _api.Operations.Leases[id].ShouldBe(LeaseMode.CancelStuck);
        var release = (await _api.Get($"/v2/apps/{_app}/releases/v5", _user).SendAsync()).Json;
        release["summary"]!.ToString().ShouldBe($"{_user.Name} rolled back to v{target}");
        (await _api.Get($"/v2/apps/{_app}/config", _user).SendAsync()).Json["values"]!["A"]!.ToString().ShouldBe("1");
    }

    [Theory]
    [InlineData("{}", "version cannot be below 0")]
    [InlineData("""{"version":-1}""", "version cannot be below 0")]
    [InlineData("""{"version":1}""", "Cannot roll back to initial release.")]
    [InlineData("""{"version":7}""", "Release matching query does not exist.")]
    [InlineData("""{"version":"abc"}""", "invalid version: abc is not the number of a release")]
    public async Task Rollback_ThatCannotBe_SaysWhy(string body, string detail) => (await RollBackAsync(body)).ShouldFail(400, detail);

    [Fact]
    public async Task Rollback_ToAFailedRelease_IsRefused()
    {
        _api.Operations.FailNext(Error.Domain("no"));
        await SetAsync("A", "1");

        (await RollBackAsync("""{"version":2}""")).ShouldFail(400, "Cannot roll back to failed release.");
    }

    [Fact]
    public async Task Rollback_WhoseDeployFails_SaysWhy()
    {
        await SetAsync("A", "1");
        await SetAsync("A", "2");
        _api.Operations.FailNext(Error.Domain("web does not start"));

        (await RollBackAsync("""{"version":2}""")).ShouldFail(400, "web does not start");
    }

    private async Task SetAsync(string key, string value) =>
        await _api.Post($"/v2/apps/{_app}/config", new { values = new Dictionary<string, string> { [key] = value } }, _user).SendAsync();

    private async Task PostBuildAsync(string image) =>
        (await _api.Post($"/v2/apps/{_app}/builds", new { image }, _user).SendAsync()).ShouldHaveStatus(201);

    private Task<ApiAnswer> RollBackAsync(string? body) =>
        _api.Post($"/v2/apps/{_app}/releases/rollback/", body is null ? null : JsonNode.Parse(body), _user).SendAsync();
}
