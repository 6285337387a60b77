using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Durable;

[Collection(ApiCollection.Name)]
public sealed class GetInstanceTests(ManagementFixture management) : IClassFixture<ManagementFixture>
{
    [Fact]
    public async Task LiveInstance_Is202_WithWhereAndWhenToLookAgain()
    {
        var id = await management.WaitingAsync(new { a = 1 });

        var answer = await management.GetAsync($"/instances/{id}?showInput=true");

        answer.ShouldHaveStatus(202);
        answer.Header("Retry-After").ShouldBe("5");
        answer.Header("Location").ShouldBe($"{management.Api.Http.BaseAddress}runtime/webhooks/durabletask/instances/{id}?showInput=true");
        answer.ContentType.ShouldBe("application/json");
        answer.Keys.ShouldBe(["name", "instanceId", "runtimeStatus", "input", "customStatus", "output", "createdTime", "lastUpdatedTime"]);
        answer.Body.ShouldStartWith(
            $$"""{"name":"Wait","instanceId":"{{id}}","runtimeStatus":"Running","input":{"a":1},"customStatus":{"Step":"waiting"},"output":null,""");
        answer.Json["createdTime"]!.ToString().ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$");
    }

    [Fact]
    public async Task EndedInstance_Is200_WithItsOutput()
    {
        var id = await management.EndedAsync("Echo", new { text = "grüße <b>" });

        var answer = await management.GetAsync($"/instances/{id}");

        answer.ShouldHaveStatus(200).Header("Location").ShouldBeNull();
        answer.Header("Retry-After").ShouldBeNull();
        answer.Json["runtimeStatus"]!.ToString().ShouldBe("Completed");
        answer.Json["output"]!["text"]!.ToString().ShouldBe("grüße <b>");
        (await management.GetAsync($"/instances/{id}?showInput=False")).Json["input"].ShouldBeNull();
    }

    [Fact]
    public async Task FailedInstance_Is200OrOnRequest500_WithTheReason()
    {
        var id = await management.EndedAsync("Fail", 1);

        var answer = await management.GetAsync($"/instances/{id}");

        answer.ShouldHaveStatus(200).Json["output"]!.ToString().ShouldBe("System.InvalidOperationException: no luck");
        answer.Json["runtimeStatus"]!.ToString().ShouldBe("Failed");
        (await management.GetAsync($"/instances/{id}?returnInternalServerErrorOnFailure=true")).ShouldHaveStatus(500).Json["instanceId"]!.ToString().ShouldBe(id);
        var other = await management.EndedAsync("Echo", 1);
        (await management.GetAsync($"/instances/{other}?returnInternalServerErrorOnFailure=true")).ShouldHaveStatus(200);
    }

    [Fact]
    public async Task History_OnRequest_AnswersTakeInTheirRequests()
    {
        var id = await management.EndedAsync("Work", 1);

        var bare = (await management.GetAsync($"/instances/{id}?showHistory=true")).ShouldHaveStatus(200).Json["historyEvents"]!.AsArray();
        var full = (await management.GetAsync($"/instances/{id}?showHistory=true&showHistoryOutput=true")).Json["historyEvents"]!.AsArray();
        var noInput = (await management.GetAsync($"/instances/{id}?showHistory=true&showInput=false")).Json["historyEvents"]!.AsArray();

        bare.Select(e => e!["EventType"]!.ToString()).ShouldBe(["ExecutionStarted", "TaskCompleted", "ExecutionCompleted"]);
        bare[0]!["FunctionName"]!.ToString().ShouldBe("Work");
        bare[1]!["FunctionName"]!.ToString().ShouldBe("AddOne");
        bare[1]!["ScheduledTime"]!.GetValue<DateTimeOffset>().ShouldBeLessThanOrEqualTo(bare[1]!["Timestamp"]!.GetValue<DateTimeOffset>());
        bare[1]!["Result"].ShouldBeNull();
        bare[1]!["Input"]!.ToJsonString().ShouldBe("1");
        bare[2]!["OrchestrationStatus"]!.ToString().ShouldBe("Completed");
        full[1]!["Result"]!.ToJsonString().ShouldBe("2");
        full[2]!["Result"]!.ToJsonString().ShouldBe("2");
        noInput.ShouldAllBe(e => e!["Input"] == null);
    }

    [Fact]
    public async Task History_OfAFailedInstance_TellsTheFailure()
    {
        var id = await management.EndedAsync("Fail", 1);

        var end = (await management.GetAsync($"/instances/{id}?showHistory=true")).Json["historyEvents"]!.AsArray()[^1]!;

        end["OrchestrationStatus"]!.ToString().ShouldBe("Failed");
        end["FailureDetails"]!["ErrorMessage"]!.ToString().ShouldBe("no luck");
    }

    [Fact]
    public async Task TerminatedInstance_HasTheReasonAsOutput()
    {
        var id = await management.WaitingAsync();
        await management.PostAsync($"/instances/{id}/terminate?reason=too%20slow");
        await management.EndOfAsync(id);

        var answer = await management.GetAsync($"/instances/{id}");

        answer.ShouldHaveStatus(200).Json["runtimeStatus"]!.ToString().ShouldBe("Terminated");
        answer.Json["output"]!.ToString().ShouldBe("too slow");
    }

    [Fact]
    public async Task OutputThatIsNoJson_IsShownAsText()
    {
        var id = await management.EndedAsync("Echo", 1);
        await management.Api.UseDatabaseAsync(database =>
            Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlAsync(
                database.Database, $"update durable.instances set output = 'plain \"text\"' where instance_id = {id}"));

        (await management.GetAsync($"/instances/{id}")).Json["output"]!.ToString().ShouldBe("plain \"text\"");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("nobody?showHistory=true")]
    [InlineData("a%0Ab")]
    public async Task MissingInstance_Is404(string id) =>
        (await management.GetAsync($"/instances/{id}")).ShouldHaveStatus(404);

    [Fact]
    public async Task IdThatNoInstanceCanHave_Is404() =>
        (await management.GetAsync($"/instances/{new string('x', 300)}")).ShouldHaveStatus(404);

    [Theory]
    [InlineData("showHistory=yes", "showHistory must be true or false.")]
    [InlineData("showHistoryOutput=1", "showHistoryOutput must be true or false.")]
    [InlineData("showInput=maybe", "showInput must be true or false.")]
    [InlineData("returnInternalServerErrorOnFailure=x", "returnInternalServerErrorOnFailure must be true or false.")]
    public async Task UnreadableFlag_Is400(string query, string message) =>
        (await management.GetAsync($"/instances/any?{query}")).ShouldFail(400, message);
}
