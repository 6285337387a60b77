using Deis.Functions.Tests.Support;
using Deis.Orchestrations.Run;
using Deis.Platform.Runs;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Tests.Operations;

/// <summary>Every request that runs an orchestration, when it says <c>Prefer: respond-async</c>.</summary>
[Collection(ApiCollection.Name)]
public sealed class RespondAsyncTests(ApiFixture fixture) : IAsyncLifetime
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
    [InlineData("POST", "/config", """{"values":{"A":"1"}}""", "deploy")]
    [InlineData("POST", "/builds", """{"image":"x"}""", "deploy")]
    [InlineData("POST", "/releases/rollback", """{"version":2}""", "deploy")]
    [InlineData("POST", "/scale", """{"web":2}""", "scale")]
    [InlineData("POST", "/pods/restart", "", "restart")]
    [InlineData("POST", "/pods/web/restart", "", "restart")]
    [InlineData("POST", "/pods/web/abcde/restart", "", "restart")]
    [InlineData("POST", "/run", """{"command":"ls"}""", "run")]
    [InlineData("DELETE", "", "", "destroy")]
    public async Task Change_ThatIsNotWaitedFor_TellsWhereToLook(string method, string path, string body, string kind)
    {
        // A rollback to the present release would change nothing.
        (await _api.Post($"/v2/apps/{_app}/config", new { values = new { B = "1" } }, _user).SendAsync()).ShouldHaveStatus(201);
        _api.Operations.HoldAllOf(_app);

        var answer = await _api.Request(method, $"/v2/apps/{_app}{path}").As(_user).WithBody(body, "application/json").WithHeader("Prefer", "wait=10, respond-async").SendAsync();

        await ShouldTellWhereToLookAsync(answer, kind);
    }

    [Fact]
    public async Task BuildOfABuilder_ThatIsNotWaitedFor_TellsWhereToLook()
    {
        _api.Operations.HoldAllOf(_app);

        var build = new { receive_user = _user.Name, receive_repo = _app, image = "x" };
        var answer = await _api.Hook("/v2/hooks/build", build).WithHeader("Prefer", "respond-async").SendAsync();

        await ShouldTellWhereToLookAsync(answer, "deploy");
    }

    [Fact]
    public async Task Stop_ThatIsNotWaitedFor_TellsWhereToLook()
    {
        var operation = await AddRunAsync("run-abcde");

        var answer = await _api.Post($"/v2/apps/{_app}/pods/run/abcde/stop", null, _user).WithHeader("Prefer", "respond-async").SendAsync();

        (await ShouldTellWhereToLookAsync(answer, "run")).ShouldBe(operation);
    }

    [Fact]
    public async Task Change_ThatIsRefused_IsNotAccepted()
    {
        _api.Operations.RefuseNext(Platform.Results.Error.Conflict("busy"));

        (await _api.Post($"/v2/apps/{_app}/config", new { values = new { A = "1" } }, _user).WithHeader("Prefer", "respond-async").SendAsync()).ShouldFail(409, "busy");
    }

    private async Task<string> ShouldTellWhereToLookAsync(ApiAnswer answer, string kind)
    {
        var id = answer.ShouldHaveStatus(202).Json["operation"]!.ToString();
        answer.Header("Location").ShouldBe($"/v2/apps/{_app}/operations/{id}");
        var operation = (await _api.Get(answer.Header("Location")!, _user).SendAsync()).ShouldHaveStatus(200).Json;
        (operation["user"]!.ToString(), operation["kind"]!.ToString()).ShouldBe((_user.Name, kind));
        return id;
    }

    private async Task<string> AddRunAsync(string name)
    {
        var uuid = Guid.NewGuid();
        var operation = $"run-{uuid:N}";
        await _api.UseDatabaseAsync(async database =>
        {
            var app = await database.Apps.SingleAsync(a => a.Id == _app);
            var release = await database.Releases.Where(r => r.AppId == app.Uuid).OrderByDescending(r => r.Version).FirstAsync();
            var now = TimeProvider.System.GetUtcNow();
            database.Operations.Add(new() { Id = operation, App = _app, AppId = app.Uuid, UserId = app.OwnerId, Username = _user.Name, Kind = "run", Open = true, Created = now });
            database.Runs.Add(new Run
            {
                Uuid = uuid,
                AppId = app.Uuid,
                ReleaseId = release.Uuid,
                Operation = operation,
                Process = $"{_app}-{name}",
                ProtectedCommand = [1],
                Detached = true,
                Created = now,
            });
            await database.SaveChangesAsync();
        });
        return await _api.Service<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
            RunInput.Orchestration, new RunInput(uuid, Guid.Empty, _app, name, 60), new StartOrchestrationOptions(operation));
    }
}
