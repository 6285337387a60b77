using Deis.Functions.Tests.Support;
using Deis.Platform.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Tests.Tokens;

[Collection(ApiCollection.Name)]
public sealed class TokenTests(ApiFixture fixture) : IAsyncLifetime
{
    private readonly ApiHost _api = fixture.Api;
    private TestUser _user = null!;

    public async Task InitializeAsync() => _user = await _api.AddUserAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Token_Created_WorksAndIsListedWithoutItsText()
    {
        var app = await _api.AddAppAsync(_user);

        var made = await CreateAsync(new { name = "ci", scope = "deploy", apps = new[] { app }, expires_in = "30d" });

        made.ShouldHaveStatus(201).Keys.ShouldBe(["id", "name", "scope", "apps", "created", "expires", "token"]);
        var text = made.Json["token"]!.ToString();
        text.ShouldMatch("^[0-9a-f]{40}$");
        (await _api.Get($"/v2/apps/{app}", _user with { Token = text }).SendAsync()).ShouldHaveStatus(200);
        var list = await _api.Get("/v2/tokens", _user).SendAsync();
        list.ShouldHaveStatus(200).Body.ShouldNotContain(text);
        list.Results.Select(token => token!["name"]!.ToString()).ShouldBe(["ci", ""]);
        list.Results.Select(token => token!["current"]!.GetValue<bool>()).ShouldBe([false, true]);
        var listed = list.Results[0]!;
        (listed["id"]!.ToString(), listed["scope"]!.ToString(), listed["apps"]![0]!.ToString()).ShouldBe((made.Json["id"]!.ToString(), "deploy", app));
        var (created, expires) = (listed["created"]!.GetValue<DateTimeOffset>(), listed["expires"]!.GetValue<DateTimeOffset>());
        (expires - created).ShouldBe(TimeSpan.FromDays(30));
        listed["last_used"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Token_InTheDatabase_IsAHashOnly()
    {
        var text = (await CreateAsync(new { name = "ci" })).Json["token"]!.ToString();

        await _api.UseDatabaseAsync(async database =>
        {
            var row = await database.Database.SqlQuery<string>($"""select t::text as "Value" from deis.tokens t where name = 'ci' and hash = {TokenText.Hash(text)}""").SingleAsync();
            row.ShouldNotContain(text);
        });
    }

    [Theory]
    [InlineData("""{}""", "name", "This field is required.")]
    [InlineData("""{"name":""}""", "name", "This field may not be blank.")]
    [InlineData("""{"name":"x","scope":"all"}""", "scope", "The scope must be read, deploy or admin.")]
    [InlineData("""{"name":"x","apps":[]}""", "apps", "This list may not be empty. Leave it away for a token for everything.")]
    [InlineData("""{"name":"x","apps":"shop"}""", "apps", "Expected a list of names of apps.")]
    [InlineData("""{"name":"x","apps":["nowhere"]}""", "apps", "There is no app nowhere that you may use.")]
    [InlineData("""{"name":"x","expires_in":"soon"}""", "expires_in", "Give a time such as 30d, 12h, 45m or 90s; at most 3650d.")]
    [InlineData("""{"name":"x","expires_in":"0d"}""", "expires_in", "Give a time such as 30d, 12h, 45m or 90s; at most 3650d.")]
    [InlineData("""{"name":"x","expires_in":"9999d"}""", "expires_in", "Give a time such as 30d, 12h, 45m or 90s; at most 3650d.")]
    public async Task Token_ThatCannotBe_SaysWhatIsWrong(string body, string field, string message) =>
        (await _api.Request("POST", "/v2/tokens").As(_user).WithBody(body, "application/json").SendAsync()).ShouldRefuseField(field, message);

    [Fact]
    public async Task Token_ForAnAppOfSomebodyElse_IsRefused()
    {
        var theirs = await _api.AddAppAsync(await _api.AddUserAsync());

        (await CreateAsync(new { name = "x", apps = new[] { theirs } })).ShouldRefuseField("apps", $"There is no app {theirs} that you may use.");
    }

    [Fact]
    public async Task Token_Revoked_IsRefusedAtOnce()
    {
        var made = await CreateAsync(new { name = "ci" });
        var bearer = _user with { Token = made.Json["token"]!.ToString() };
        (await _api.Get("/v2/apps", bearer).SendAsync()).ShouldHaveStatus(200);

        (await _api.Delete($"/v2/tokens/{made.Json["id"]}", _user).SendAsync()).ShouldHaveStatus(204);

        (await _api.Get("/v2/apps", bearer).SendAsync()).ShouldFail(401, "Invalid token.");
        (await _api.Delete($"/v2/tokens/{made.Json["id"]}", _user).SendAsync()).ShouldNotFind("Token");
    }

    [Fact]
    public async Task Token_OfSomebodyElse_IsSeenAndRevokedByAdministratorsOnly()
    {
        var made = await CreateAsync(new { name = "ci" });
        var (stranger, admin) = (await _api.AddUserAsync(), await _api.AddUserAsync(isAdmin: true));

        (await _api.Get($"/v2/tokens?username={_user.Name}", stranger).SendAsync()).ShouldHaveStatus(403);
        (await _api.Delete($"/v2/tokens/{made.Json["id"]}", stranger).SendAsync()).ShouldNotFind("Token");
        (await _api.Get($"/v2/tokens?username={_user.Name}", admin).SendAsync()).Results.Count.ShouldBe(2);
        (await _api.Get("/v2/tokens?username=nobody-here", admin).SendAsync()).ShouldNotFind("User");
        (await _api.Delete($"/v2/tokens/{made.Json["id"]}", admin).SendAsync()).ShouldHaveStatus(204);
        (await _api.Get("/v2/tokens").SendAsync()).ShouldHaveStatus(401);
    }

    [Fact]
    public async Task Token_ThatHasExpired_IsRefusedAndNotListed()
    {
        var made = await CreateAsync(new { name = "ci", expires_in = "1h" });
        await ExpireAsync(made.Json["id"]!.ToString());

        (await _api.Get("/v2/apps", _user with { Token = made.Json["token"]!.ToString() }).SendAsync())
            .ShouldFail(401, "This token has expired. Log in again, or use another one.");
        (await _api.Get("/v2/tokens", _user).SendAsync()).Results.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Token_ThatExpires_CannotMakeOneThatLivesLonger()
    {
        var bearer = _user with { Token = (await CreateAsync(new { name = "short", expires_in = "2h" })).Json["token"]!.ToString() };

        (await CreateAsync(new { name = "long", expires_in = "3h" }, bearer)).ShouldHaveStatus(400).Body.ShouldContain("cannot outlive the one that makes it");
        (await CreateAsync(new { name = "for ever" }, bearer)).ShouldHaveStatus(400).Body.ShouldContain("cannot outlive the one that makes it");
        (await CreateAsync(new { name = "shorter", expires_in = "1h" }, bearer)).ShouldHaveStatus(201);
    }

    private Task<ApiAnswer> CreateAsync(object body, TestUser? by = null) => _api.Post("/v2/tokens", body, by ?? _user).SendAsync();

    private Task ExpireAsync(string id) => _api.UseDatabaseAsync(database => database.Tokens
        .Where(t => t.Id == Guid.Parse(id))
        .ExecuteUpdateAsync(t => t.SetProperty(x => x.Expires, TimeProvider.System.GetUtcNow().AddSeconds(-1))));
}
