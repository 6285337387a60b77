using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Durable;

[Collection(ApiCollection.Name)]
public sealed class ControlTests(ManagementFixture management) : IClassFixture<ManagementFixture>
{
    [Fact]
    public async Task RaiseEvent_ToAnInstanceThatWaits_DeliversTheBody()
    {
        var id = await management.WaitingAsync();

        (await management.PostAsync($"/instances/{id}/raiseEvent/GO", """{"v":7}""")).ShouldHaveStatus(202).Body.ShouldBeEmpty();

        await management.EndOfAsync(id);
        (await management.GetAsync($"/instances/{id}")).Json["output"]!.ToJsonString().ShouldBe("""{"v":7}""");
    }

    [Fact]
    public async Task RaiseEvent_WithAnUnusableBody_Is400Or413()
    {
        var id = await management.WaitingAsync();
        var path = $"{ManagementFixture.Base}/instances/{id}/raiseEvent/go";

        (await management.PostAsync($"/instances/{id}/raiseEvent/go", "{\"a\":")).ShouldFail(400, "Invalid JSON content");
        (await management.Api.Request("POST", path).As(management.Admin).WithBody("1", "text/plain").SendAsync())
            .ShouldFail(400, "Only application/json request content is supported");
        (await management.Api.Request("POST", path).As(management.Admin).SendAsync())
            .ShouldFail(400, "Only application/json request content is supported");
        (await management.PostHugeAsync($"/instances/{id}/raiseEvent/go")).ShouldHaveStatus(413);
        (await management.GetAsync($"/instances/{id}")).Json["runtimeStatus"]!.ToString().ShouldBe("Running");
    }

    [Fact]
    public async Task SuspendAndResume_ALiveInstance_HoldsItAndLetsItGoOn()
    {
        var id = await management.WaitingAsync();

        (await management.PostAsync($"/instances/{id}/suspend?reason=lunch")).ShouldHaveStatus(202);
        await management.StatusAsync(id, "Suspended");
        var held = await management.GetAsync($"/instances/{id}?showHistory=true");
        (await management.PostAsync($"/instances/{id}/resume?reason=back")).ShouldHaveStatus(202);
        await management.StatusAsync(id, "Running");

        held.ShouldHaveStatus(202).Json["runtimeStatus"]!.ToString().ShouldBe("Suspended");
        held.Json["historyEvents"]!.AsArray()[^1]!["Reason"]!.ToString().ShouldBe("lunch");
    }

    [Fact]
    public async Task Terminate_Recursively_EndsTheChildrenToo()
    {
        var child = Guid.NewGuid().ToString("N");
        var parent = await management.StartAsync("Parent", child);
        await management.StatusAsync(child, "Running");

        (await management.PostAsync($"/instances/{parent}/terminate?reason=stop&recursive=true")).ShouldHaveStatus(202);

        await management.StatusAsync(parent, "Terminated");
        await management.StatusAsync(child, "Terminated");
    }

    [Theory]
    [InlineData("raiseEvent/go")]
    [InlineData("terminate")]
    [InlineData("suspend")]
    [InlineData("resume")]
    public async Task EndedOrMissingInstance_Is410Or404(string action)
    {
        var ended = await management.EndedAsync("Echo", 1);

        (await management.PostAsync($"/instances/{ended}/{action}", "1"))
            .ShouldFail(410, $"The orchestration instance '{ended}' has ended; it is Completed.");
        (await management.PostAsync($"/instances/nobody/{action}", "1")).ShouldFail(404, "There is no orchestration instance 'nobody'.");
    }

    [Theory]
    [InlineData("terminate")]
    [InlineData("suspend")]
    [InlineData("resume")]
    public async Task ReasonThatCannotBeStored_Is400(string action)
    {
        var id = await management.WaitingAsync();

        (await management.PostAsync($"/instances/{id}/{action}?reason=a%00b")).ShouldFail(400, "reason may not hold NUL characters.");
        (await management.GetAsync($"/instances/{id}")).Json["runtimeStatus"]!.ToString().ShouldBe("Running");
    }

    [Fact]
    public async Task Terminate_WithAnUnreadableFlag_Is400() =>
        (await management.PostAsync("/instances/any/terminate?recursive=all")).ShouldFail(400, "recursive must be true or false.");

    [Fact]
    public async Task Restart_StartsAnotherInstanceWithTheSameInput()
    {
        var id = await management.EndedAsync("Echo", "again");

        var started = await management.PostAsync($"/instances/{id}/restart");
        var waited = await management.PostAsync($"/instances/{id}/restart?timeout=60&pollingInterval=1");
        var same = await management.PostAsync($"/instances/{id}/restart?restartWithNewInstanceId=false");

        started.ShouldHaveStatus(202).Json["id"]!.ToString().ShouldNotBe(id);
        started.Header("Location").ShouldBe(started.Json["statusQueryGetUri"]!.ToString());
        waited.ShouldHaveStatus(200).Body.ShouldBe("\"again\"");
        same.ShouldHaveStatus(202).Json["id"]!.ToString().ShouldBe(id);
    }

    [Fact]
    public async Task Restart_ThatIsNotPossible_SaysWhy()
    {
        var live = await management.WaitingAsync();

        (await management.PostAsync($"/instances/{live}/restart?restartWithNewInstanceId=false")).ShouldHaveStatus(409).Body.ShouldContain(live);
        (await management.PostAsync("/instances/nobody/restart")).ShouldFail(400, "There is no orchestration instance 'nobody' to restart.");
        (await management.PostAsync($"/instances/{new string('x', 300)}/restart")).ShouldHaveStatus(400);
        (await management.PostAsync("/instances/nobody/restart?restartWithNewInstanceId=x")).ShouldHaveStatus(400);
    }

    [Fact]
    public async Task Rewind_IsNotSupported()
    {
        var failed = await management.EndedAsync("Fail", 1);
        var ended = await management.EndedAsync("Echo", 1);

        (await management.PostAsync($"/instances/{failed}/rewind?reason=x")).ShouldHaveStatus(501);
        (await management.PostAsync($"/instances/{ended}/rewind")).ShouldHaveStatus(412);
        (await management.PostAsync("/instances/nobody/rewind")).ShouldHaveStatus(404);
    }
}
