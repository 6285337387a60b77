using Deis.Functions.Tests.Support;
using Deis.Orchestrations;
using Deis.Orchestrations.Cancellation;
using Deis.Platform.Results;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Tests.Operations;

/// <summary>Operations whose orchestrations run in the real engine.</summary>
[Collection(ApiCollection.Name)]
public sealed class OperationTests(ApiFixture fixture) : IAsyncLifetime
{
    private ApiHost _api = null!;
    private TestUser _user = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _api = await fixture.StartWithEngineAsync(tasks => tasks.AddOrchestratorFunc<string, ChangeOutcome>(
            "Deploy", (context, input) => input == "good" ? Task.FromResult(ChangeOutcome.Success(7)) : FailAsync(context, input)));
        _user = await _api.AddUserAsync();
        _app = await _api.AddAppAsync(_user);
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("good", "\"status\":\"succeeded\",\"version\":7,\"error\":null")]
    [InlineData("bad", "\"status\":\"failed\",\"version\":8,\"error\":\"web does not start\"")]
    [InlineData("broken", "\"status\":\"failed\",\"version\":null,\"error\":\"an accident\"")]
    public async Task Operation_ThatEnded_TellsHow(string input, string end)
    {
        var id = await RunAsync(input);
        await _api.Service<DurableTaskClient>().WaitForInstanceCompletionAsync(id);

        var answer = await _api.Get($"/v2/apps/{_app}/operations/{id}", _user).SendAsync();

        answer.ShouldHaveStatus(200).Body.ShouldContain(end);
        answer.Body.ShouldStartWith($$"""{"id":"{{id}}","kind":"deploy","user":"{{_user.Name}}","created":""");
        (await _api.Get($"/v2/apps/{_app}/operations/", _user).SendAsync()).Results.Single()!["id"]!.ToString().ShouldBe(id);
    }

    [Fact]
    public async Task Operation_ThatWaits_IsRunning()
    {
        var id = await RunAsync("slow");
        await _api.Service<DurableTaskClient>().WaitForInstanceStartAsync(id);

        (await _api.Get($"/v2/apps/{_app}/operations/{id}", _user).SendAsync()).Json["status"]!.ToString().ShouldBe("running");
    }

    [Fact]
    public async Task Operation_OfAnotherApp_IsNotFound()
    {
        var id = await RunAsync("good");
        var other = await _api.AddAppAsync(_user);

        (await _api.Get($"/v2/apps/{other}/operations/{id}", _user).SendAsync()).ShouldNotFind("Operation");
        (await _api.Get($"/v2/apps/{_app}/operations/{id}", await _api.AddUserAsync()).SendAsync()).ShouldHaveStatus(403);
    }

    [Fact]
    public async Task Operation_ThatIsCancelled_HearsByWhom()
    {
        var id = await RunAsync("cancellable");

        var answer = await _api.Post($"/v2/apps/{_app}/operations/{id}/cancel", null, _user).SendAsync();

        answer.ShouldHaveStatus(202).Json["operation"]!.ToString().ShouldBe(id);
        answer.Header("Location").ShouldBe($"/v2/apps/{_app}/operations/{id}");
        await _api.Service<DurableTaskClient>().WaitForInstanceCompletionAsync(id);
        (await _api.Get(answer.Header("Location")!, _user).SendAsync()).Json["error"]!.ToString().ShouldBe($"{_user.Name} cancelled it.");
    }

    [Fact]
    public async Task Operation_ThatCannotBeCancelled_SaysWhy()
    {
        var ended = await RunAsync("good");
        await _api.Service<DurableTaskClient>().WaitForInstanceCompletionAsync(ended);
        var destroy = await RunAsync("slow", kind: "destroy");

        (await CancelAsync(ended, _user)).ShouldFail(409, $"{ended} has ended already.");
        (await CancelAsync(destroy, _user)).ShouldFail(409, "What is being destroyed cannot be brought back.");
        (await CancelAsync("deploy-nothing", _user)).ShouldNotFind("Operation");
        (await CancelAsync(ended, await _api.AddUserAsync())).ShouldHaveStatus(403);

        Task<ApiAnswer> CancelAsync(string id, TestUser user) => _api.Post($"/v2/apps/{_app}/operations/{id}/cancel", null, user).SendAsync();
    }

    [Theory]
    [InlineData("POST", "/config", """{"values":{"A":"1"}}""")]
    [InlineData("POST", "/builds", """{"image":"x"}""")]
    [InlineData("DELETE", "", "")]
    public async Task Change_ThatIsNotWaitedFor_TellsWhereToLook(string method, string path, string body)
    {
        _api.Operations.HoldNext();

        var answer = await _api.Request(method, $"/v2/apps/{_app}{path}").As(_user).WithBody(body, "application/json").WithHeader("Prefer", "respond-async").SendAsync();

        var id = answer.ShouldHaveStatus(202).Json["operation"]!.ToString();
        answer.Header("Location").ShouldBe($"/v2/apps/{_app}/operations/{id}");
        (await _api.Get(answer.Header("Location")!, _user).SendAsync()).ShouldHaveStatus(200).Json["user"]!.ToString().ShouldBe(_user.Name);
    }

    private static async Task<ChangeOutcome> FailAsync(TaskOrchestrationContext context, string input)
    {
        if (input == "slow")
        {
            await context.WaitForExternalEvent<string>("never");
        }
        if (input == "cancellable")
        {
            return ChangeOutcome.Failure(Error.Conflict((await context.WaitForExternalEvent<CancelRequest>(CancelRequest.Event)).Reason));
        }
        return input == "bad" ? ChangeOutcome.Failure(Error.Domain("web does not start"), 8) : throw new InvalidOperationException("an accident");
    }

    private async Task<string> RunAsync(string input, string kind = "deploy")
    {
        var id = $"deploy-{Guid.NewGuid():N}";
        await _api.UseDatabaseAsync(async database =>
        {
            var app = database.Apps.Single(a => a.Id == _app);
            database.Operations.Add(new()
            {
                Id = id,
                App = _app,
                AppId = app.Uuid,
                UserId = app.OwnerId,
                Username = _user.Name,
                Kind = kind,
                Created = TimeProvider.System.GetUtcNow(),
            });
            await database.SaveChangesAsync();
        });
        return await _api.Service<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync("Deploy", input, new StartOrchestrationOptions(id));
    }
}
