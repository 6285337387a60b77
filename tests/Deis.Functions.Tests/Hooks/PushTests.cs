using System.Text.Json.Nodes;
using Deis.Functions.Tests.Support;
using Deis.Orchestrations;
using Deis.Orchestrations.Deploy;
using Deis.Platform.Results;

namespace Deis.Functions.Tests.Hooks;

[Collection(ApiCollection.Name)]
public sealed class PushTests(ApiFixture fixture) : IAsyncLifetime
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";

    private readonly ApiHost _api = fixture.Api;
    private readonly string _operation = $"push-{Guid.NewGuid():N}";
    private TestUser _user = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _user = await _api.AddUserAsync();
        _app = await _api.AddAppAsync(_user);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Upload_OfASource_GoesWhereTheDeployLooks()
    {
        var permit = await _api.Hook("/v2/hooks/push/upload", new { receive_user = _user.Name, receive_repo = _app, sha = Sha }).SendAsync();

        permit.ShouldHaveStatus(200).Keys.ShouldBe(["key", "url", "method", "headers"]);
        permit.Json["key"]!.ToString().ShouldBe($"home/{_app}:git-01234567/tar");
        permit.Json["method"]!.ToString().ShouldBe("PUT");
        var url = new Uri(permit.Json["url"]!.ToString());
        (await _api.Request("PUT", url.PathAndQuery).WithBody("source", "application/octet-stream").SendAsync()).ShouldHaveStatus(201);
        await using var stored = await _api.Service<Platform.ObjectStorage.IObjectStore>().OpenReadAsync(permit.Json["key"]!.ToString(), CancellationToken.None);
        (await new StreamReader(stored.ShouldNotBeNull()).ReadToEndAsync()).ShouldBe("source");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF01234567")]
    [InlineData("../../../../../../../../../../../../etc/")]
    public async Task Upload_ForWhatIsNoCommit_IsRefused(string sha) =>
        (await _api.Hook("/v2/hooks/push/upload", new { receive_user = _user.Name, receive_repo = _app, sha }).SendAsync())
            .ShouldRefuseField("sha", "A commit is 40 hexadecimal digits in lower case.");

    [Fact]
    public async Task Push_OfAnUploadedSource_StartsADeploy()
    {
        _api.Operations.HoldNext();

        var answer = await PushAsync();

        answer.ShouldHaveStatus(202).Body.ShouldBe($$"""{"operation":"{{_operation}}"}""");
        answer.Header("Location").ShouldBe($"/v2/hooks/push/{_operation}/events");
        _api.Operations.Inputs[_operation].ShouldBeOfType<DeployInput>().ShouldSatisfyAllConditions(
            deploy => deploy.Trigger.ShouldBe(DeployTrigger.Push),
            deploy => deploy.App.ShouldBe(_app),
            deploy => deploy.Sha.ShouldBe(Sha),
            deploy => deploy.Source.ShouldBe($"home/{_app}:git-01234567/tar"));
        _api.Operations.Leases[_operation].ShouldBe(LeaseMode.Wait);
    }

    [Fact]
    public async Task Push_Repeated_IsOneDeployAndTheSameAnswer()
    {
        _api.Operations.HoldNext();
        var first = await PushAsync();

        var second = await PushAsync();

        second.ShouldHaveStatus(202).Body.ShouldBe(first.Body);
    }

    [Fact]
    public async Task Push_WithTheIdOfSomebodyElsesPush_IsRefused()
    {
        _api.Operations.HoldNext();
        await PushAsync();
        var other = await _api.AddUserAsync();
        var app = await _api.AddAppAsync(other);

        (await PushAsync(other, app)).ShouldFail(409, $"{_operation} is the push of somebody else; choose another id.");
    }

    [Theory]
    [InlineData("operation", "deploy-0123", "An operation is push- and 32 hexadecimal digits in lower case.")]
    [InlineData("sha", "master", "A commit is 40 hexadecimal digits in lower case.")]
    [InlineData("key", "home/other:git-01234567/tar", "The key is not that of this commit's upload.")]
    public async Task Push_WithFieldsThatAreNone_IsRefused(string field, string value, string message)
    {
        var body = Body(_user, _app);
        body[field] = value;

        (await _api.Hook("/v2/hooks/push", body).SendAsync()).ShouldRefuseField(field, message);
    }

    [Fact]
    public async Task Events_OfARunningPush_ComeAsTheyHappenAndEndWithTheVersion()
    {
        _api.Operations.HoldNext();
        await PushAsync();
        await _api.Logs.AppendAsync($"builds/{_operation}", "-----> Node.js app detected");
        using var response = await OpenEventsAsync();
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/x-ndjson");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        (await ReadAsync(reader)).ShouldBe("""{"seq":1,"line":"-----> Node.js app detected"}""");
        await _api.Logs.AppendAsync($"builds/{_operation}", "       installing ž");
        (await ReadAsync(reader)).ShouldBe("""{"seq":2,"line":"       installing ž"}""");
        _api.Operations.Finish(_operation, ChangeOutcome.Success(3));

        (await ReadAsync(reader)).ShouldBe("""{"status":"succeeded","version":3}""");
        (await ReadAsync(reader)).ShouldBeNull();
    }

    [Fact]
    public async Task Events_OfAnEndedPush_AreAllLinesAndThenTheEnd()
    {
        _api.Operations.HoldNext();
        await PushAsync();
        await _api.Logs.AppendAsync($"builds/{_operation}", "one", "two", "three");
        _api.Operations.Finish(_operation, ChangeOutcome.Failure(Error.Domain("the build failed")));

        (await ReadEventsAsync()).ShouldBe(
        [
            """{"seq":1,"line":"one"}""", """{"seq":2,"line":"two"}""", """{"seq":3,"line":"three"}""", """{"status":"failed","error":"the build failed"}""",
        ]);
        (await ReadEventsAsync(after: 2)).ShouldBe(["""{"seq":3,"line":"three"}""", """{"status":"failed","error":"the build failed"}"""]);
    }

    [Fact]
    public async Task Events_WhileTheLoggerIsAway_StillTellTheEnd()
    {
        await using var api = await fixture.StartAsync();
        var user = await api.AddUserAsync();
        var app = await api.AddAppAsync(user);
        api.Operations.HoldNext();
        (await api.Hook("/v2/hooks/push", Body(user, app)).SendAsync()).ShouldHaveStatus(202);
        api.Logs.IsAway = true;
        api.Operations.Finish(_operation, ChangeOutcome.Success(2));

        (await api.Get($"/v2/hooks/push/{_operation}/events").WithBuilderKey().SendAsync()).Body.ShouldBe("{\"status\":\"succeeded\",\"version\":2}\n");
    }

    [Fact]
    public async Task Events_OfAnUnknownPush_AreNotFound() =>
        (await _api.Get($"/v2/hooks/push/push-{Guid.NewGuid():N}/events").WithBuilderKey().SendAsync()).ShouldNotFind("Operation");

    private static async Task<string?> ReadAsync(StreamReader reader)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await reader.ReadLineAsync(deadline.Token);
    }

    private async Task<string[]> ReadEventsAsync(long after = 0) =>
        (await _api.Get($"/v2/hooks/push/{_operation}/events?after={after}").WithBuilderKey().SendAsync()).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task<HttpResponseMessage> OpenEventsAsync() => _api.Get($"/v2/hooks/push/{_operation}/events?after=0").WithBuilderKey().OpenAsync();

    private Task<ApiAnswer> PushAsync() => PushAsync(_user, _app);

    private Task<ApiAnswer> PushAsync(TestUser user, string app) => _api.Hook("/v2/hooks/push", Body(user, app)).SendAsync();

    private JsonObject Body(TestUser user, string app) => new()
    {
        ["operation"] = _operation,
        ["receive_user"] = user.Name,
        ["receive_repo"] = app,
        ["sha"] = Sha,
        ["key"] = $"home/{app}:git-01234567/tar",
        ["branch"] = "main",
    };
}
