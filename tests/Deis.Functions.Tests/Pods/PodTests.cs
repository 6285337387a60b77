using System.Text.Json.Nodes;
using Deis.Functions.Tests.Support;
using Deis.Orchestrations.Restart;
using Deis.Orchestrations.Scale;
using Deis.Platform.Results;
using Deis.Platform.Runtime;

namespace Deis.Functions.Tests.Pods;

[Collection(ApiCollection.Name)]
public sealed class PodTests(ApiFixture fixture) : IAsyncLifetime
{
    private readonly ApiHost _api = fixture.Api;
    private TestUser _user = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _user = await _api.AddUserAsync();
        _app = await _api.AddRunningAppAsync(_user, "web", "worker");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Pods_OfANewApp_AreNone() =>
        (await _api.Get($"/v2/apps/{await _api.AddAppAsync(_user)}/pods", _user).SendAsync()).Body.ShouldBe("""{"results":[],"count":0}""");

    [Theory]
    [InlineData("", 2)]
    [InlineData("/", 2)]
    [InlineData("/web", 1)]
    [InlineData("/nope/", 0)]
    [InlineData("/web/APP-web-1234567890-abcde", 1)]
    [InlineData("/web/abcde/", 1)]
    [InlineData("/web/zzzzz", 0)]
    [InlineData("/worker/APP-web-1234567890-abcde", 0)]
    public async Task Pods_OfAnApp_CanBeNarrowed(string path, int count)
    {
        var answer = await _api.Get($"/v2/apps/{_app}/pods{path.Replace("APP", _app, StringComparison.Ordinal)}", _user).SendAsync();

        answer.ShouldHaveStatus(200).Json["count"]!.GetValue<int>().ShouldBe(count);
        answer.Results.Count.ShouldBe(count);
    }

    [Fact]
    public async Task Pod_OfAnApp_HasTheFieldsOfTheOriginal() =>
        (await _api.Get($"/v2/apps/{_app}/pods/web", _user).SendAsync()).Results.Single()!.ToJsonString().ShouldBe(
            $$"""{"name":"{{_app}}-web-1234567890-abcde","state":"up","release":"v2","type":"web","started":"2026-11-21T07:00:00Z"}""");

    [Fact]
    public async Task Pod_ThatHasEnded_SaysWhy()
    {
        var app = await _api.AddRunningAppAsync(_user, "web");
        _api.Runtime.SetProcesses(app, [StandInRuntime.Process(app, "web", "abcde") with { State = ProcessState.Crashed, Problem = "exited with code 7" }]);

        (await _api.Get($"/v2/apps/{app}/pods/web", _user).SendAsync()).Results.Single()!.ToJsonString().ShouldBe(
            $$"""{"name":"{{app}}-web-1234567890-abcde","state":"crashed","release":"v2","type":"web","started":"2026-11-21T07:00:00Z","reason":"exited with code 7"}""");
    }

    [Fact]
    public async Task Pods_WhenTheRuntimeIsAway_AreUnavailable()
    {
        await using var api = await fixture.StartAsync();
        var user = await api.AddUserAsync();
        var app = await api.AddAppAsync(user);
        api.Runtime.IsAway = true;

        (await api.Get($"/v2/apps/{app}/pods", user).SendAsync()).ShouldHaveStatus(503).Json["detail"]!.ToString().ShouldStartWith("(list pods): ");
    }

    [Theory]
    [InlineData("/restart", 2, null, null)]
    [InlineData("/restart/", 2, null, null)]
    [InlineData("/web/restart", 1, "web", null)]
    public async Task Restart_OfManyPods_ShowsThemAfterwards(string path, int count, string? type, string? name)
    {
        var answer = await _api.Post($"/v2/apps/{_app}/pods{path}", null, _user).SendAsync();

        answer.ShouldHaveStatus(200).Json.AsArray().Count.ShouldBe(count);
        var input = _api.Operations.Inputs.Values.OfType<RestartInput>().Last();
        (input.App, input.Type, input.Name).ShouldBe((_app, type, name));
    }

    [Theory]
    [InlineData("APP-web-1234567890-abcde")]
    [InlineData("abcde")]
    public async Task Restart_OfOnePod_ShowsItsSuccessor(string name)
    {
        _api.Operations.HoldNext();
        var pending = _api.Post($"/v2/apps/{_app}/pods/web/{name.Replace("APP", _app, StringComparison.Ordinal)}/restart/", null, _user).SendAsync();
        var id = await Wait.ForAsync(() => _api.Operations.Inputs.LastOrDefault(i => i.Value is RestartInput restart && restart.App == _app).Key);
        _api.Operations.Inputs[id].ShouldBeOfType<RestartInput>().Name.ShouldBe($"{_app}-web-1234567890-abcde");
        _api.Runtime.SetProcesses(_app, [StandInRuntime.Process(_app, "web", "fresh"), StandInRuntime.Process(_app, "worker", "other")]);
        _api.Operations.Finish(id, Orchestrations.ChangeOutcome.Success());

        var answer = await pending;

        answer.ShouldHaveStatus(200).Json.AsArray().Single()!["name"]!.ToString().ShouldBe($"{_app}-web-1234567890-fresh");
    }

    [Theory]
    [InlineData("/nope/restart")]
    [InlineData("/web/zzzzz/restart")]
    public async Task Restart_OfWhatIsNotThere_IsAnEmptyList(string path) =>
        (await _api.Post($"/v2/apps/{_app}/pods{path}", null, _user).SendAsync()).ShouldHaveStatus(200).Body.ShouldBe("[]");

    [Fact]
    public async Task Scale_ToOtherNumbers_ChangesTheStructure()
    {
        (await ScaleAsync("""{"web":4,"worker":"2"}""")).ShouldHaveStatus(204).Body.ShouldBeEmpty();

        (await _api.Get($"/v2/apps/{_app}", _user).SendAsync()).Json["structure"]!.ToJsonString().ShouldBe("""{"web":4,"worker":2}""");
        _api.Operations.Inputs.Values.OfType<ScaleInput>().Last().Processes.ShouldBe(new Dictionary<string, int> { ["web"] = 4, ["worker"] = 2 });
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"web":3}""")]
    public async Task Scale_ToTheSameNumbers_DoesNothing(string body)
    {
        await ScaleAsync("""{"web":3}""");
        var operations = _api.Operations.Inputs.Count;

        (await ScaleAsync(body)).ShouldHaveStatus(204);

        _api.Operations.Inputs.Count.ShouldBe(operations);
    }

    [Theory]
    [InlineData("""{"web":-1}""", 400, "Invalid scaling format: Must be greater than or equal to zero")]
    [InlineData("""{"web":"one"}""", 400, "Invalid scaling format: web=\"one\" is not a whole number of processes")]
    [InlineData("""{"web":[1]}""", 400, "Invalid scaling format: web=[1] is not a whole number of processes")]
    [InlineData("""{"web":null}""", 400, "Invalid scaling format: web=null is not a whole number of processes")]
    [InlineData("""{"web":1e30}""", 400, "Invalid scaling format: web=1e30 is not a whole number of processes")]
    [InlineData("""{"foo":1}""", 404, "Container type foo does not exist in application")]
    public async Task Scale_ThatCannotBe_SaysWhy(string body, int status, string detail) => (await ScaleAsync(body)).ShouldFail(status, detail);

    [Fact]
    public async Task Scale_WithoutABuild_IsRefused()
    {
        var app = await _api.AddAppAsync(_user);

        (await _api.Post($"/v2/apps/{app}/scale", new { web = 1 }, _user).SendAsync()).ShouldFail(400, "No build associated with this release");
    }

    [Fact]
    public async Task Scale_ThatFails_KeepsTheOldNumbers()
    {
        await ScaleAsync("""{"web":1}""");
        _api.Operations.FailNext(Error.Unavailable("(scale): web did not come up"));

        (await ScaleAsync("""{"web":9}""")).ShouldFail(503, "(scale): web did not come up");
        (await _api.Get($"/v2/apps/{_app}", _user).SendAsync()).Json["structure"]!["web"]!.GetValue<int>().ShouldBe(1);
    }

    private Task<ApiAnswer> ScaleAsync(string body) => _api.Post($"/v2/apps/{_app}/scale/", JsonNode.Parse(body), _user).SendAsync();
}
