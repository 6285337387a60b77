using System.Text.Json.Nodes;
using Deis.Functions.Tests.Support;
using Deis.Platform.Results;
using Deis.Platform.Runtime;

namespace Deis.Functions.Tests.Builds;

[Collection(ApiCollection.Name)]
public sealed class BuildTests(ApiFixture fixture) : IAsyncLifetime
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
    public async Task Build_Posted_IsDeployedAndListed()
    {
        var answer = await PostAsync("""{"image":"autotest/example","procfile":{"web":"node server.js","worker-2":"x"}}""");

        answer.ShouldHaveStatus(201);
        answer.Keys.ShouldBe(["owner", "app", "image", "sha", "procfile", "dockerfile", "created", "updated", "uuid"]);
        answer.Json["sha"]!.ToString().ShouldBeEmpty();
        answer.Json["procfile"]!["web"]!.ToString().ShouldBe("node server.js");
        (await _api.Get($"/v2/apps/{_app}/builds/", _user).SendAsync()).Results.Single()!["uuid"]!.ToString().ShouldBe(answer.Json["uuid"]!.ToString());
        (await _api.Get($"/v2/apps/{_app}", _user).SendAsync()).Json["procfile_structure"]!.ToJsonString().ShouldBe("""{"web":"node server.js","worker-2":"x"}""");
    }

    [Fact]
    public async Task Builds_OfANewApp_AreNone() =>
        (await _api.Get($"/v2/apps/{_app}/builds", _user).SendAsync()).Body.ShouldBe("""{"count":0,"next":null,"previous":null,"results":[]}""");

    [Theory]
    [InlineData("{}", "image", "This field is required.")]
    [InlineData("""{"image":" "}""", "image", "This field may not be blank.")]
    [InlineData("""{"image":"x","sha":"12345678901234567890123456789012345678901"}""", "sha", "Ensure this field has no more than 40 characters.")]
    [InlineData("""{"image":"x","procfile":{"worker_test":"x"}}""", "procfile", "Process types can only contain lowercase alphanumeric characters")]
    [InlineData("""{"image":"x","procfile":{"-":"x"}}""", "procfile", "Process types can only contain lowercase alphanumeric characters")]
    [InlineData("""{"image":"x","procfile":{"web":""}}""", "procfile", "Command can't be empty for process type web")]
    [InlineData("""{"image":"x","procfile":"web: x"}""", "procfile", "Value must be an object of process types and their commands.")]
    public async Task Build_ThatBreaksRules_NamesTheField(string body, string field, string message) =>
        (await PostAsync(body)).ShouldRefuseField(field, message);

    [Fact]
    public async Task Build_OfAnotherAppsSlug_IsRefused()
    {
        (await PostAsync("""{"image":"home/other:git-1234abcd/push/slug.tgz","sha":"1234abcd"}""")).ShouldRefuseField("image", "The slug belongs to another app.");
        (await PostAsync($$"""{"image":"home/{{_app}}:git-1234abcd/push/slug.tgz","sha":"1234abcd"}""")).ShouldHaveStatus(201);
    }

    [Fact]
    public async Task Image_OnARuntimeForSlugsOnly_IsRefused()
    {
        var capabilities = _api.Runtime.Capabilities;
        _api.Runtime.Capabilities = RuntimeCapabilities.None;
        try
        {
            (await PostAsync("""{"image":"autotest/example"}""")).ShouldFail(
                400, "This platform runs apps that were pushed with git; container images need a Kubernetes cluster.");
        }
        finally
        {
            _api.Runtime.Capabilities = capabilities;
        }
    }

    [Fact]
    public async Task Build_WhoseDeployFails_SaysWhy()
    {
        _api.Operations.FailNext(Error.Domain("(app::deploy): Boom!"));

        (await PostAsync("""{"image":"autotest/example"}""")).ShouldFail(400, "(app::deploy): Boom!");
    }

    [Fact]
    public async Task Build_WithoutAProcfileThatShallStay_HasTheOneBefore()
    {
        await using var api = await fixture.StartAsync(("DEIS_DEPLOY_PROCFILE_MISSING_REMOVE", "false"));
        var user = await api.AddUserAsync();
        var app = await api.AddAppAsync(user);
        (await api.Post($"/v2/apps/{app}/builds", new { image = "x:1", procfile = new { web = "run", worker = "work" } }, user).SendAsync()).ShouldHaveStatus(201);

        var build = (await api.Post($"/v2/apps/{app}/builds", new { image = "x:2" }, user).SendAsync()).ShouldHaveStatus(201);

        build.Json["procfile"]!.ToJsonString().ShouldBe("""{"web":"run","worker":"work"}""");
        (await api.Get($"/v2/apps/{app}/builds", user).SendAsync()).Results[0]!["procfile"]!.ToJsonString().ShouldBe("""{"web":"run","worker":"work"}""");
    }

    private Task<ApiAnswer> PostAsync(string body) => _api.Post($"/v2/apps/{_app}/builds", JsonNode.Parse(body), _user).SendAsync();
}
