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
            "Deploy", (context, input) => input.StartsWith("good", StringComparison.Ordinal) ? Task.FromResult(ChangeOutcome.Success(7)) : FailAsync(context, input)));
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

    [Theory]
    [InlineData("slow", "building")]
    [InlineData("phased", "rollout")]
    [InlineData("odd", null)]
    public async Task Operation_ThatWaits_IsRunningAndTellsWhatItIsAt(string input, string? progress)
    {
        var id = await RunAsync(input);
        await _api.Service<DurableTaskClient>().WaitForInstanceStartAsync(id);

        var answer = await _api.Get($"/v2/apps/{_app}/operations/{id}", _user).SendAsync();

        answer.Keys.ShouldBe(["id", "kind", "user", "created", "status", "version", "error", "progress", "ended"]);
        (answer.Json["status"]!.ToString(), answer.Json["progress"]?.ToString(), answer.Json["ended"]).ShouldBe(("running", progress, null));
    }

    [Fact]
    public async Task Operation_ThatEnded_TellsWhenAndNoLongerWhatItIsAt()
    {
        var id = await RunAsync("slow");
        await _api.Service<DurableTaskClient>().WaitForInstanceStartAsync(id);
        await _api.Service<DurableTaskClient>().TerminateInstanceAsync(id);
        await _api.Service<DurableTaskClient>().WaitForInstanceCompletionAsync(id);

        var answer = await _api.Get($"/v2/apps/{_app}/operations/{id}", _user).SendAsync();

        (answer.Json["status"]!.ToString(), answer.Json["progress"]).ShouldBe(("terminated", null));
        answer.Json["ended"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThanOrEqualTo(answer.Json["created"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task Operation_OfWhichOnlyTheRowIsLeft_IsForgotten()
    {
        var id = await RunAsync("good");
        await _api.Service<DurableTaskClient>().WaitForInstanceCompletionAsync(id);
        await _api.Service<DurableTaskClient>().PurgeInstanceAsync(id);

        (await _api.Get($"/v2/apps/{_app}/operations/{id}", _user).SendAsync()).Body.ShouldEndWith(
            "\"status\":\"forgotten\",\"version\":null,\"error\":null,\"progress\":null,\"ended\":null}");
    }

    [Fact]
    public async Task Operation_ShowsNothingOfItsInput()
    {
        var id = await RunAsync("good", "secret-input");
        await _api.Service<DurableTaskClient>().WaitForInstanceCompletionAsync(id);

        (await _api.Get($"/v2/apps/{_app}/operations/{id}", _user).SendAsync()).Body.ShouldNotContain("secret-input");
        (await _api.Get($"/v2/apps/{_app}/operations", _user).SendAsync()).Body.ShouldNotContain("secret-input");
    }

    [Fact]
    public async Task Operations_OfSomeKindsAndStatuses_AreFoundPageByPage()
    {
        var good = new List<string>();
        for (var n = 0; n < 3; n++)
        {
            good.Add(await RunAsync("good"));
        }
        var bad = await RunAsync("bad");
        var scale = await RunAsync("good", kind: "scale");
        var slow = await RunAsync("slow");
        var client = _api.Service<DurableTaskClient>();
        foreach (var id in good.Append(bad).Append(scale))
        {
            await client.WaitForInstanceCompletionAsync(id);
        }
        await client.WaitForInstanceStartAsync(slow);
        good.Reverse();

        (await IdsAsync("")).ShouldBe([slow, scale, bad, .. good]);
        (await IdsAsync("?kind=scale")).ShouldBe([scale]);
        (await IdsAsync("?kind=scale,deploy&status=succeeded")).ShouldBe([scale, .. good]);
        (await IdsAsync("?status=failed&status=running")).ShouldBe([slow, bad]);
        (await IdsAsync("?kind=nothing")).ShouldBeEmpty();
        var first = await _api.Get($"/v2/apps/{_app}/operations?kind=deploy&status=succeeded&limit=2", _user).SendAsync();
        var second = await _api.Get(new Uri(first.Json["next"]!.ToString()).PathAndQuery, _user).SendAsync();
        first.Json["count"]!.GetValue<int>().ShouldBe(3);
        first.Results.Select(o => o!["id"]!.ToString()).ShouldBe(good[..2]);
        second.Results.Select(o => o!["id"]!.ToString()).ShouldBe(good[2..]);
        second.Json["next"].ShouldBeNull();
    }

    [Fact]
    public async Task Operations_OfAnUnknownStatus_AreRefused() =>
        (await _api.Get($"/v2/apps/{_app}/operations?status=finished", _user).SendAsync())
            .ShouldFail(400, "status must be one of pending, running, suspended, succeeded, failed, terminated, forgotten");

    [Fact]
    public async Task Operations_OfAnAppOfSomebodyElse_AreForbidden()
    {
        var id = await RunAsync("good");
        var stranger = await _api.AddUserAsync();
        var colleague = await _api.AddUserAsync();
        await _api.ShareAsync(_app, colleague);

        (await _api.Get($"/v2/apps/{_app}/operations", stranger).SendAsync()).ShouldHaveStatus(403);
        (await _api.Get($"/v2/apps/{_app}/operations").SendAsync()).ShouldHaveStatus(401);
        (await _api.Get("/v2/apps/nowhere/operations", _user).SendAsync()).ShouldNotFind("App");
        (await _api.Get($"/v2/apps/{_app}/operations/{id}", colleague).SendAsync()).ShouldHaveStatus(200);
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

    private static async Task<ChangeOutcome> FailAsync(TaskOrchestrationContext context, string input)
    {
        if (input is "slow" or "phased" or "odd")
        {
            context.SetCustomStatus(input switch
            {
                "slow" => "building",
                "phased" => new { Phase = "rollout", StuckFrom = (DateTimeOffset?)null },
                _ => new[] { 1 },
            });
            await context.WaitForExternalEvent<string>("never");
        }
        if (input == "cancellable")
        {
            return ChangeOutcome.Failure(Error.Conflict((await context.WaitForExternalEvent<CancelRequest>(CancelRequest.Event)).Reason));
        }
        return input == "bad" ? ChangeOutcome.Failure(Error.Domain("web does not start"), 8) : throw new InvalidOperationException("an accident");
    }

    private async Task<List<string>> IdsAsync(string query)
    {
        var answer = await _api.Get($"/v2/apps/{_app}/operations{query}", _user).SendAsync();
        return [.. answer.ShouldHaveStatus(200).Results.Select(operation => operation!["id"]!.ToString())];
    }

    private async Task<string> RunAsync(string input, string remark = "", string kind = "deploy")
    {
        var id = $"{kind}-{Guid.NewGuid():N}";
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
        return await _api.Service<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync("Deploy", input + remark, new StartOrchestrationOptions(id));
    }
}
