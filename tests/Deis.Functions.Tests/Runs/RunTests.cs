using Deis.Functions.Tests.Support;
using Deis.Orchestrations.Run;
using Deis.Platform.Results;

namespace Deis.Functions.Tests.Runs;

/// <summary>What the API says to commands; that they run is shown by the orchestrations' and the acceptance tests.</summary>
[Collection(ApiCollection.Name)]
public sealed class RunTests(ApiFixture fixture) : IAsyncLifetime
{
    private readonly ApiHost _api = fixture.Api;
    private TestUser _user = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _user = await _api.AddUserAsync();
        _app = await _api.AddRunningAppAsync(_user, "web");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/run")]
    [InlineData("/run/")]
    public async Task Run_Command_IsAnsweredWithExitCodeAndOutput(string path) =>
        (await _api.Post($"/v2/apps/{_app}{path}", new { command = "printf ' a  b\n'" }, _user).SendAsync()).ShouldHaveStatus(200).Body
            .ShouldBe("""{"exit_code":7,"output":"printf ' a  b\n'"}""");

    [Theory]
    [InlineData("{}", "command is a required field")]
    [InlineData("""{"command":""}""", "command is a required field")]
    [InlineData("""{"command":" "}""", "command is a required field")]
    [InlineData("""{"command":null}""", "command is a required field")]
    [InlineData("""{"command":["ls"]}""", "command must be a string")]
    [InlineData("""{"command":"a\u0000b"}""", "JSON parse error - A NUL character is not allowed in any name or text, but there is one at $.command.")]
    public async Task Run_NoCommand_IsRefused(string body, string detail) =>
        (await _api.Post($"/v2/apps/{_app}/run", System.Text.Json.Nodes.JsonNode.Parse(body), _user).SendAsync())
            .ShouldHaveStatus(400).Json["detail"]!.ToString().ShouldBe(detail);

    [Fact]
    public async Task Run_CommandLongerThanTheKernelTakes_IsRefused() =>
        (await _api.Post($"/v2/apps/{_app}/run", new { command = new string('é', 50_001) }, _user).SendAsync()).ShouldHaveStatus(400);

    [Fact]
    public async Task Run_WithoutBuild_IsRefused()
    {
        var app = await _api.AddAppAsync(_user);

        (await _api.Post($"/v2/apps/{app}/run", new { command = "ls" }, _user).SendAsync())
            .ShouldHaveStatus(400).Body.ShouldBe("""{"detail":"No build associated with this release to run this command"}""");
    }

    [Fact]
    public async Task Run_OfAnotherUsersApp_IsForbidden()
    {
        var stranger = await _api.AddUserAsync();

        (await _api.Post($"/v2/apps/{_app}/run", new { command = "ls" }, stranger).SendAsync()).ShouldHaveStatus(403);
        (await _api.Post($"/v2/apps/{_app}/pods/run/abcde/stop", null, stranger).SendAsync()).ShouldHaveStatus(403);
    }

    [Fact]
    public async Task Run_Detached_IsAnsweredAtOnceWithTheProcess()
    {
        _api.Operations.HoldNext();

        var answer = await _api.Post($"/v2/apps/{_app}/run", new { command = "ls", detach = true }, _user).SendAsync();

        var operation = answer.ShouldHaveStatus(202).Json["operation"]!.ToString();
        var input = _api.Operations.Inputs[operation].ShouldBeOfType<RunInput>();
        answer.Json["process"]!.ToString().ShouldBe(input.Process);
        input.Process.ShouldMatch($"^{_app}-run-[a-z0-9]{{5}}$");
        input.DeadlineSeconds.ShouldBe(TimeSpan.FromDays(1).TotalSeconds);
        answer.Header("Location").ShouldBe($"/v2/apps/{_app}/operations/{operation}");
    }

    [Fact]
    public async Task Run_DetachOfAnotherType_IsRefused() =>
        (await _api.Post($"/v2/apps/{_app}/run", new { command = "ls", detach = "yes" }, _user).SendAsync())
            .ShouldHaveStatus(400).Body.ShouldBe("""{"detach":["Must be a valid boolean."]}""");

    [Fact]
    public async Task Run_ThatWasLost_IsUnavailable()
    {
        _api.Operations.FailNext(Error.Unavailable("app-run-abcde (run): it was lost"));

        (await _api.Post($"/v2/apps/{_app}/run", new { command = "ls" }, _user).SendAsync())
            .ShouldHaveStatus(503).Body.ShouldBe("""{"detail":"app-run-abcde (run): it was lost"}""");
    }

    [Fact]
    public async Task Run_Attached_MayTakeTwentyMinutes()
    {
        await _api.Post($"/v2/apps/{_app}/run", new { command = "ls" }, _user).SendAsync();

        _api.Operations.Inputs.Values.OfType<RunInput>().Last(run => run.App == _app).DeadlineSeconds.ShouldBe(1200);
    }

    [Fact]
    public async Task Run_MoreThanAllowedAtOnce_IsRefused()
    {
        _api.Operations.HoldAllOf(_app);

        var answers = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ =>
            _api.Post($"/v2/apps/{_app}/run", new { command = "sleep 100", detach = true }, _user).SendAsync()));

        answers.Count(answer => answer.Status == 202).ShouldBe(20);
        var refused = answers.Where(answer => answer.Status != 202).ToList();
        refused.ShouldAllBe(answer => answer.Status == 409);
        refused[0].Json["detail"]!.ToString().ShouldBe(
            $"{_app} runs 20 one-off commands already, more are not allowed at the same time. Wait for one to end, or stop one with 'deis ps:stop'.");
    }

    [Fact]
    public async Task Stop_UnknownCommand_IsNotFound() =>
        (await _api.Post($"/v2/apps/{_app}/pods/run/zzzzz/stop", null, _user).SendAsync()).ShouldHaveStatus(404);
}
