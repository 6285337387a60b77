using System.Text.Json.Nodes;
using Deis.Orchestrations.Deploy;

namespace Deis.Functions.Tests.QueuedBuilds;

/// <summary>The API puts builds into the queue.</summary>
[Collection(QueueBuildCollection.Name)]
public sealed class EnqueueTests(QueueFixture fixture)
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";

    public static TheoryData<string> Backends => [QueuePlatform.Postgres, QueuePlatform.Azure];

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Build_Enqueued_CanBeFollowedToItsOperation(string backend)
    {
        var api = fixture[backend].Api;
        var user = await api.AddUserAsync();
        var app = await api.AddAppAsync(user);

        var answer = await api.Post($"/v2/apps/{app}/builds/queue", new { image = "autotest/example" }, user).SendAsync();

        answer.ShouldHaveStatus(202).Keys.ShouldBe(["id", "state", "operation", "reason", "created", "updated"]);
        var id = answer.Json["id"]!.ToString();
        answer.Header("Location").ShouldBe($"/v2/apps/{app}/builds/queue/{id}");
        var settled = await fixture[backend].SettledAsync(app, id, user);
        settled.Json["state"]!.ToString().ShouldBe("started");
        settled.Json["operation"]!.ToString().ShouldBe($"queue-{Guid.Parse(id):N}");
        api.Operations.Inputs.Keys.ShouldContain($"queue-{Guid.Parse(id):N}");
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Source_UploadedWhereTheApiSays_IsBuilt(string backend)
    {
        var api = fixture[backend].Api;
        var user = await api.AddUserAsync();
        var app = await api.AddAppAsync(user);
        var permit = await api.Post($"/v2/apps/{app}/builds/queue/upload", null, user).SendAsync();
        var url = new Uri(permit.ShouldHaveStatus(200).Json["url"]!.ToString());
        url.GetLeftPart(UriPartial.Authority).ShouldBe(api.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        (await api.Request("PUT", url.PathAndQuery).WithBody("source", "application/octet-stream").SendAsync()).ShouldHaveStatus(201);
        api.Operations.HoldNext();

        var source = permit.Json["key"]!.ToString();
        var answer = await api.Post($"/v2/apps/{app}/builds/queue", new { source, sha = Sha }, user).SendAsync();

        (await fixture[backend].StartedAsync(answer.ShouldHaveStatus(202).Json["id"]!.ToString())).ShouldBeOfType<DeployInput>().Source.ShouldBe(source);
    }

    // In a queue that nobody reads, so that it can be looked at.
    [Fact]
    public async Task Token_InTheQueue_IsSealed()
    {
        var api = fixture[QueuePlatform.Postgres].Api;
        var user = await api.AddUserAsync();
        var tokens = api.Service<Deis.Functions.QueuedBuilds.MessageToken>();

        var text = Deis.Functions.QueuedBuilds.BuildMessage.Write("app", tokens.Seal(user.Token), new JsonObject { ["image"] = "x", ["token"] = user.Token });

        text.ShouldNotContain(user.Token);
        tokens.Open(JsonNode.Parse(text)!["token"]!.ToString()).Value.ShouldBe(user.Token);
    }

    [Theory]
    [InlineData("{}", "source", "Give either image or source.")]
    [InlineData("""{"image":"x","source":"y"}""", "source", "Give either image or source.")]
    [InlineData("""{"image":"x","procfile":{"web":""}}""", "procfile", "Command can't be empty for process type web")]
    [InlineData("""{"source":"x","sha":"0123456789abcdef0123456789abcdef01234567"}""", "source", "This is neither the key of an upload for this app nor an https URL.")]
    [InlineData("""{"source":"x","sha":"short"}""", "sha", "With source the commit is needed: 40 hexadecimal digits in lower case.")]
    public async Task Build_ThatBreaksRules_IsNotEnqueued(string body, string field, string message)
    {
        var api = fixture[QueuePlatform.Postgres].Api;
        var user = await api.AddUserAsync();
        var app = await api.AddAppAsync(user);

        (await api.Request("POST", $"/v2/apps/{app}/builds/queue").As(user).WithBody(body, "application/json").SendAsync()).ShouldRefuseField(field, message);
    }

    [Fact]
    public async Task Build_TooLargeForAMessage_IsNotEnqueued()
    {
        var api = fixture[QueuePlatform.Postgres].Api;
        var user = await api.AddUserAsync();
        var app = await api.AddAppAsync(user);

        (await api.Post($"/v2/apps/{app}/builds/queue", new { image = "x", procfile = new { web = new string('x', 50_000) } }, user).SendAsync())
            .ShouldFail(400, "The build does not fit into a queue message, which has 64 KB.");
    }

    [Fact]
    public async Task SomebodyElses_App_IsRefusedEverywhere()
    {
        var api = fixture[QueuePlatform.Postgres].Api;
        var owner = await api.AddUserAsync();
        var app = await api.AddAppAsync(owner);
        var id = (await api.Post($"/v2/apps/{app}/builds/queue", new { image = "x" }, owner).SendAsync()).Json["id"]!.ToString();
        var stranger = await api.AddUserAsync();
        var own = await api.AddAppAsync(stranger);

        (await api.Post($"/v2/apps/{app}/builds/queue", new { image = "x" }, stranger).SendAsync()).ShouldHaveStatus(403);
        (await api.Post($"/v2/apps/{app}/builds/queue/upload", null, stranger).SendAsync()).ShouldHaveStatus(403);
        (await api.Get($"/v2/apps/{app}/builds/queue/{id}", stranger).SendAsync()).ShouldHaveStatus(403);
        (await api.Get($"/v2/apps/{own}/builds/queue/{id}", stranger).SendAsync()).ShouldNotFind("Build");
        (await api.Post($"/v2/apps/{app}/builds/queue", new { image = "x" }).SendAsync()).ShouldHaveStatus(401);
    }
}
