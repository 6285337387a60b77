using System.Text.Json.Nodes;
using Deis.Functions.Tests.Support;
using Deis.Orchestrations;
using Deis.Platform.Results;

namespace Deis.Functions.Tests.Apps;

[Collection(ApiCollection.Name)]
public sealed class AppTests(ApiFixture fixture)
{
    private readonly ApiHost _api = fixture.Api;

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"id":null}""")]
    public async Task App_WithoutAName_GetsOneOfTwoWords(string? body)
    {
        var answer = await _api.Post("/v2/apps/", body is null ? null : JsonNode.Parse(body), await _api.AddUserAsync()).SendAsync();

        answer.ShouldHaveStatus(201).Json["id"]!.GetValue<string>().ShouldMatch("^[a-z]+-[a-z]+$");
    }

    [Fact]
    public async Task App_Created_HasItsFirstReleaseItsDomainAndItsPlace()
    {
        var user = await _api.AddUserAsync();

        var created = await _api.Post("/v2/apps", new { id = NewName() }, user).SendAsync();

        created.ShouldHaveStatus(201);
        created.Keys.ShouldBe(["uuid", "id", "owner", "structure", "procfile_structure", "created", "updated"]);
        created.Json["structure"]!.ToJsonString().ShouldBe("{}");
        var app = created.Json["id"]!.GetValue<string>();
        (await _api.Get($"/v2/apps/{app}", user).SendAsync()).Body.ShouldBe(created.Body);
        var release = (await _api.Get($"/v2/apps/{app}/releases/", user).SendAsync()).Results.Single()!;
        release["version"]!.GetValue<int>().ShouldBe(1);
        release["summary"]!.GetValue<string>().ShouldBe($"{user.Name} created initial release");
        release["build"].ShouldBeNull();
        (await _api.Get($"/v2/apps/{app}/domains?limit=1", user).SendAsync()).Results.Single()!["domain"]!.GetValue<string>().ShouldBe(app);
        (await _api.Get($"/v2/apps/{app}/config", user).SendAsync()).Json["values"]!.ToJsonString().ShouldBe("{}");
        _api.Runtime.Places.ShouldContain(app);
        _api.Runtime.Routing[app].Hosts.ShouldBe([app], "its host is known before anything runs");
    }

    [Theory]
    [InlineData("camelCase", InvalidName)]
    [InlineData("123name", InvalidName)]
    [InlineData("name-", InvalidName)]
    [InlineData("a_b", InvalidName)]
    [InlineData("name\\n", InvalidName)]
    [InlineData("", "This field may not be blank.")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Ensure this field has no more than 63 characters.")]
    public async Task Name_ThatIsNone_IsRefused(string name, string message) =>
        (await _api.Post("/v2/apps", new { id = name }, await _api.AddUserAsync()).SendAsync()).ShouldRefuseField("id", message);

    private const string InvalidName =
        "App name must start with an alphabetic character, cannot end with a hyphen and can only contain a-z (lowercase), 0-9 and hyphens.";

    [Fact]
    public async Task Name_OfTheLargestLength_IsFine() =>
        (await _api.Post("/v2/apps", new { id = NewName().PadRight(63, 'a') }, await _api.AddUserAsync()).SendAsync()).ShouldHaveStatus(201);

    [Fact]
    public async Task Name_ThatIsTaken_IsRefused()
    {
        var app = await _api.AddAppAsync(await _api.AddUserAsync());

        (await _api.Post("/v2/apps", new { id = app }, await _api.AddUserAsync()).SendAsync()).ShouldRefuseField("id", "Application with this id already exists.");
    }

    [Fact]
    public async Task Name_TakenByManyAtOnce_IsGivenOnce()
    {
        var (user, name) = (await _api.AddUserAsync(), NewName());

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _api.Post("/v2/apps", new { id = name }, user).SendAsync()));

        answers.Count(a => a.Status == 201).ShouldBe(1);
        answers.Where(a => a.Status != 201).ShouldAllBe(a => a.Body == """{"id":["Application with this id already exists."]}""");
    }

    [Fact]
    public async Task Name_ThatIsReserved_IsRefused()
    {
        await using var api = await fixture.StartAsync(("RESERVED_NAMES", "deis, deis-builder"));

        (await api.Post("/v2/apps", new { id = "deis-builder" }, await api.AddUserAsync()).SendAsync()).ShouldRefuseField("id", "deis-builder is a reserved name.");
    }

    [Fact]
    public async Task App_WhosePlaceCannotBeMade_LeavesNothingBehind()
    {
        await using var api = await fixture.StartAsync();
        var user = await api.AddUserAsync();
        api.Runtime.IsAway = true;

        (await api.Post("/v2/apps", new { id = "myapp" }, user).SendAsync()).ShouldFail(503, "Kubernetes resources could not be created");

        api.Runtime.IsAway = false;
        (await api.Get("/v2/apps/myapp", user).SendAsync()).ShouldNotFind("App");
        (await api.Post("/v2/apps", new { id = "myapp" }, user).SendAsync()).ShouldHaveStatus(201);
    }

    [Fact]
    public async Task List_OfApps_IsSortedAndHoldsOnlyTheCallersAndShared()
    {
        await using var api = await fixture.StartAsync();
        var (owner, friend, admin) = (await api.AddUserAsync(), await api.AddUserAsync(), await api.AddUserAsync(isAdmin: true));
        foreach (var name in new[] { "zulu", "tango", "alpha", "foxtrot" })
        {
            await api.Post("/v2/apps", new { id = name }, owner).SendAsync();
        }
        await api.ShareAsync("tango", friend);

        (await NamesAsync(api, owner)).ShouldBe(["alpha", "foxtrot", "tango", "zulu"]);
        (await NamesAsync(api, admin)).ShouldBe(["alpha", "foxtrot", "tango", "zulu"]);
        (await NamesAsync(api, friend)).ShouldBe(["tango"]);
        (await NamesAsync(api, await api.AddUserAsync())).ShouldBeEmpty();
    }

    [Fact]
    public async Task App_OfSomebodyElse_IsForbiddenAndAnUnknownOneNotFound()
    {
        var app = await _api.AddAppAsync(await _api.AddUserAsync());
        var stranger = await _api.AddUserAsync();

        (await _api.Get($"/v2/apps/{app}", stranger).SendAsync()).ShouldFail(403, "You do not have permission to perform this action.");
        (await _api.Get("/v2/apps/no-such-app", stranger).SendAsync()).ShouldNotFind("App");
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/scale")]
    [InlineData("GET", "/logs")]
    [InlineData("GET", "/config")]
    [InlineData("POST", "/config")]
    [InlineData("GET", "/builds")]
    [InlineData("POST", "/builds")]
    [InlineData("GET", "/releases")]
    [InlineData("GET", "/releases/v1")]
    [InlineData("POST", "/releases/rollback")]
    [InlineData("GET", "/pods")]
    [InlineData("GET", "/pods/web")]
    [InlineData("GET", "/pods/web/x")]
    [InlineData("POST", "/pods/restart")]
    [InlineData("GET", "/domains")]
    [InlineData("POST", "/domains")]
    [InlineData("DELETE", "/domains/example.com")]
    [InlineData("GET", "/settings")]
    [InlineData("POST", "/settings")]
    [InlineData("GET", "/whitelist")]
    [InlineData("POST", "/whitelist")]
    [InlineData("DELETE", "/whitelist")]
    [InlineData("GET", "/tls")]
    [InlineData("POST", "/tls")]
    [InlineData("GET", "/perms")]
    [InlineData("POST", "/perms")]
    [InlineData("DELETE", "/perms/somebody")]
    [InlineData("POST", "")]
    [InlineData("GET", "/builds/x")]
    public async Task EveryPath_OfAnApp_IsForUsersOfTheAppOnly(string method, string path)
    {
        var app = await _api.AddAppAsync(await _api.AddUserAsync());
        var stranger = await _api.AddUserAsync();

        (await _api.Request(method, $"/v2/apps/{app}{path}").SendAsync()).ShouldHaveStatus(401);
        (await _api.Request(method, $"/v2/apps/{app}{path}").As(stranger).SendAsync()).ShouldFail(403, "You do not have permission to perform this action.");
        (await _api.Request(method, $"/v2/apps/no-such-app{path}").As(stranger).SendAsync()).ShouldNotFind("App");
    }

    [Fact]
    public async Task Collaborator_MayUseButNotDestroy()
    {
        var app = await _api.AddAppAsync(await _api.AddUserAsync());
        var friend = await _api.AddUserAsync();
        await _api.ShareAsync(app, friend);

        (await _api.Get($"/v2/apps/{app}/config", friend).SendAsync()).ShouldHaveStatus(200);
        (await _api.Delete($"/v2/apps/{app}", friend).SendAsync()).ShouldHaveStatus(403);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task App_Destroyed_IsGone(bool byAdmin)
    {
        var owner = await _api.AddUserAsync();
        var app = await _api.AddAppAsync(owner);

        (await _api.Delete($"/v2/apps/{app}/", byAdmin ? await _api.AddUserAsync(isAdmin: true) : owner).SendAsync()).ShouldHaveStatus(204).Body.ShouldBeEmpty();

        foreach (var path in new[] { "", "/config", "/builds", "/releases", "/pods" })
        {
            (await _api.Get($"/v2/apps/{app}{path}", owner).SendAsync()).ShouldNotFind("App");
        }
    }

    [Fact]
    public async Task App_WhoseDestructionFails_IsStillThere()
    {
        var owner = await _api.AddUserAsync();
        var app = await _api.AddAppAsync(owner);
        _api.Operations.FailNext(Error.Unavailable("the processes do not stop"));

        (await _api.Delete($"/v2/apps/{app}", owner).SendAsync()).ShouldFail(503, "the processes do not stop");
        (await _api.Get($"/v2/apps/{app}", owner).SendAsync()).ShouldHaveStatus(200);
        _api.Operations.Leases.Values.Last().ShouldBe(LeaseMode.Wait);
    }

    [Fact]
    public async Task Settings_OfAnApp_AreThoseItStartsWith()
    {
        var owner = await _api.AddUserAsync();
        var app = await _api.AddAppAsync(owner);

        var settings = await _api.Get($"/v2/apps/{app}/settings/", owner).SendAsync();

        settings.Keys.ShouldBe(["uuid", "app", "owner", "autoscale", "label", "created", "updated", "maintenance", "routable", "whitelist"]);
        settings.Body.ShouldContain("\"maintenance\":false,\"routable\":true,\"whitelist\":[]");
    }

    private static string NewName() => $"app-{Guid.NewGuid():N}"[..30];

    private static async Task<IEnumerable<string>> NamesAsync(ApiHost api, TestUser user) =>
        (await api.Get("/v2/apps", user).SendAsync()).Results.Select(a => a!["id"]!.GetValue<string>());
}
