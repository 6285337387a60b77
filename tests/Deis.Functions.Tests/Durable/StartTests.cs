using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Durable;

[Collection(ApiCollection.Name)]
public sealed class StartTests(ManagementFixture management) : IClassFixture<ManagementFixture>
{
    [Fact]
    public async Task Start_Is202_WithUrlsThatWork()
    {
        var answer = await management.PostAsync("/orchestrators/wait", """{"a":[1,2.50]}""");

        answer.ShouldHaveStatus(202).Header("Retry-After").ShouldBe("10");
        answer.Keys.ShouldBe(
            [
                "id", "statusQueryGetUri", "sendEventPostUri", "terminatePostUri", "purgeHistoryDeleteUri", "restartPostUri", "suspendPostUri",
                "resumePostUri",
            ]);
        var id = answer.Json["id"]!.ToString();
        id.ShouldMatch("^[0-9a-f]{32}$");
        var instance = $"{management.Api.Http.BaseAddress}runtime/webhooks/durabletask/instances/{id}";
        answer.Header("Location").ShouldBe(instance);
        answer.Json["statusQueryGetUri"]!.ToString().ShouldBe(instance);
        answer.Json["sendEventPostUri"]!.ToString().ShouldBe(instance + "/raiseEvent/{eventName}");
        answer.Json["suspendPostUri"]!.ToString().ShouldBe(instance + "/suspend?reason={text}");
        (await management.GetAsync($"/instances/{id}")).Json["input"]!.ToJsonString().ShouldBe("""{"a":[1,2.50]}""");
        var raised = await management.Api.Request("POST", new Uri(instance).AbsolutePath + "/raiseEvent/go").As(management.Admin).WithJson("done").SendAsync();
        raised.ShouldHaveStatus(202);
        await management.EndOfAsync(id);
    }

    [Fact]
    public async Task Start_WithAnId_UsesItOnceWhileItLives()
    {
        var id = $"my id/{Guid.NewGuid():N}".Replace('/', '.');

        var first = await management.PostAsync($"/orchestrators/Wait/{Uri.EscapeDataString(id)}");
        var second = await management.PostAsync($"/orchestrators/Wait/{Uri.EscapeDataString(id)}");

        first.ShouldHaveStatus(202).Json["id"]!.ToString().ShouldBe(id);
        first.Json["statusQueryGetUri"]!.ToString().ShouldEndWith($"/instances/{Uri.EscapeDataString(id)}");
        second.ShouldHaveStatus(409).Json["detail"]!.ToString().ShouldContain(id);
    }

    [Fact]
    public async Task Start_OfAnUnknownOrchestrator_Is400AndStartsNothing()
    {
        (await management.PostAsync("/orchestrators/Nobody/unknown-orchestrator")).ShouldFail(400, "There is no orchestrator 'Nobody'.");
        (await management.GetAsync("/instances/unknown-orchestrator")).ShouldHaveStatus(404);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("1 2")]
    [InlineData(" ")]
    public async Task Start_WithABodyThatIsNoJson_Is400(string body) =>
        (await management.PostAsync("/orchestrators/Echo", body)).ShouldFail(400, "Invalid JSON content");

    [Fact]
    public async Task Start_WithBytesThatAreNoText_Is400()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{ManagementFixture.Base}/orchestrators/Echo")
        {
            Content = new ByteArrayContent([(byte)'"', 0xff, 0xfe, (byte)'"']),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"token {management.Admin.Token}");

        using var response = await management.Api.Http.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Start_WithAHugeBody_Is413() =>
        (await management.PostHugeAsync("/orchestrators/Echo")).ShouldHaveStatus(413);

    [Theory]
    [InlineData("timeout=-1", "timeout must be a number of seconds from 0 to 86400.")]
    [InlineData("timeout=1e300", "timeout must be a number of seconds from 0 to 86400.")]
    [InlineData("timeout=NaN", "timeout must be a number of seconds from 0 to 86400.")]
    [InlineData("timeout=5&pollingInterval=x", "pollingInterval must be a number of seconds from 0 to 86400.")]
    [InlineData("version=%20", "version may not be blank.")]
    [InlineData("returnInternalServerErrorOnFailure=1", "returnInternalServerErrorOnFailure must be true or false.")]
    public async Task Start_WithAnUnreadableParameter_Is400(string query, string message) =>
        (await management.PostAsync($"/orchestrators/Echo?{query}", "1")).ShouldFail(400, message);

    [Fact]
    public async Task Start_WithAnImpossibleId_Is400() =>
        (await management.PostAsync($"/orchestrators/Echo/{new string('x', 257)}", "1")).ShouldHaveStatus(400);

    [Theory]
    [InlineData("timeout=60")]
    [InlineData("timeout=60&pollingInterval=0.5")]
    public async Task StartAndWait_OrchestrationThatEnds_AnswersItsOutput(string query)
    {
        var answer = await management.PostAsync($"/orchestrators/Echo?{query}", """{"deep":{"a":1.50}}""");

        answer.ShouldHaveStatus(200).Body.ShouldBe("""{"deep":{"a":1.50}}""");
        answer.Header("Location").ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":"\u0000"}""")]
    public async Task Start_WithTextThatOnlyJsonCanHold_PassesItOn(string input)
    {
        var started = await management.PostAsync("/orchestrators/Wait", input);

        (await management.GetAsync($"/instances/{started.ShouldHaveStatus(202).Json["id"]}")).Body.ShouldContain($"\"input\":{input}");
    }

    [Fact]
    public async Task StartAndWait_OrchestrationThatFails_AnswersItsSnapshot()
    {
        (await management.PostAsync("/orchestrators/Fail?timeout=60", "1")).ShouldHaveStatus(200).Json["runtimeStatus"]!.ToString().ShouldBe("Failed");
        (await management.PostAsync("/orchestrators/Fail?timeout=60&returnInternalServerErrorOnFailure=true", "1")).ShouldHaveStatus(500);
    }

    [Fact]
    public async Task StartAndWait_OrchestrationThatDoesNotEnd_AnswersAsIfNotWaiting()
    {
        var answer = await management.PostAsync("/orchestrators/Wait?timeout=0.1&returnInternalServerErrorOnFailure=true");

        answer.ShouldHaveStatus(202).Json["statusQueryGetUri"]!.ToString().ShouldEndWith("?returnInternalServerErrorOnFailure=true");
    }

    [Fact]
    public async Task Start_BehindTls_GivesHttpsUrls()
    {
        var answer = await management.Api.Request("POST", $"{ManagementFixture.Base}/orchestrators/Wait")
            .As(management.Admin).WithHeader("X-Forwarded-Proto", "https").SendAsync();

        answer.ShouldHaveStatus(202).Header("Location")!.ShouldStartWith("https://");
    }
}
