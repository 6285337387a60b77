using Deis.Functions.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Tests.Users;

[Collection(ApiCollection.Name)]
public sealed class AccountTests(ApiFixture fixture)
{
    private readonly ApiHost _api = fixture.Api;

    [Theory]
    [InlineData("GET", "/v2/users")]
    [InlineData("GET", "/v2/admin/perms")]
    [InlineData("POST", "/v2/admin/perms")]
    [InlineData("DELETE", "/v2/admin/perms/somebody")]
    [InlineData("POST", "/v2/users/somebody/disable")]
    [InlineData("POST", "/v2/users/somebody/enable")]
    public async Task EveryPath_ForAdministrators_IsForThemOnly(string method, string path)
    {
        (await _api.Request(method, path).SendAsync()).ShouldHaveStatus(401);
        (await _api.Request(method, path).As(await _api.AddUserAsync()).SendAsync()).ShouldFail(403, "You do not have permission to perform this action.");
    }

    [Fact]
    public async Task Accounts_InAList_AreSortedAndWithoutSecrets()
    {
        await using var api = await fixture.StartAsync();
        var admin = await api.AddUserAsync(isAdmin: true);
        var user = await api.AddUserAsync();

        var answer = await api.Get("/v2/users?limit=1", admin).SendAsync();

        answer.ShouldHaveStatus(200).Json["count"]!.GetValue<int>().ShouldBe(2);
        answer.Results.Single()!["username"]!.GetValue<string>().ShouldBe(string.CompareOrdinal(admin.Name, user.Name) < 0 ? admin.Name : user.Name);
        answer.Body.ShouldNotContain("password");
    }

    [Fact]
    public async Task Account_ThatIsDisabled_IsRefusedEverywhereUntilItIsEnabled()
    {
        var (admin, user) = (await _api.AddUserAsync(isAdmin: true), await _api.AddUserAsync());
        var app = await _api.AddAppAsync(user);
        var fingerprint = (await _api.Post("/v2/keys", new { id = user.Name, @public = $"ssh-ed25519 {Convert.ToBase64String(Guid.NewGuid().ToByteArray())}" }, user).SendAsync())
            .ShouldHaveStatus(201).Json["fingerprint"]!.ToString();

        (await _api.Post($"/v2/users/{user.Name}/disable", null, admin).SendAsync()).ShouldHaveStatus(204).Body.ShouldBeEmpty();

        (await _api.Get($"/v2/apps/{app}", user).SendAsync()).ShouldFail(401, "User inactive or deleted.");
        (await LogInAsync(user)).ShouldHaveStatus(400);
        (await _api.Request("GET", $"/v2/hooks/key/{fingerprint}").WithBuilderKey().SendAsync()).ShouldNotFind("Key");
        (await _api.Hook("/v2/hooks/config", new { receive_user = user.Name, receive_repo = app }).SendAsync()).ShouldNotFind("User");
        (await _api.Get($"/v2/users?limit=1000", admin).SendAsync()).Results.Single(u => u!["username"]!.ToString() == user.Name)!["is_active"]!.GetValue<bool>().ShouldBeFalse();

        (await _api.Post($"/v2/users/{user.Name}/enable", null, admin).SendAsync()).ShouldHaveStatus(204);

        (await _api.Get($"/v2/apps/{app}", user).SendAsync()).ShouldHaveStatus(200);
        (await LogInAsync(user)).ShouldHaveStatus(200);
        (await _api.Request("GET", $"/v2/hooks/key/{fingerprint}").WithBuilderKey().SendAsync()).ShouldHaveStatus(200);
        (await _api.Post("/v2/users/nobody-here/disable", null, admin).SendAsync()).ShouldNotFind("User");

        Task<ApiAnswer> LogInAsync(TestUser who) => _api.Post("/v2/auth/login/", new { username = who.Name, password = TestUser.Password }).SendAsync();
    }

    [Fact]
    public async Task Administrator_WhoIsTheLast_StaysOne()
    {
        await using var api = await fixture.StartAsync();
        var admin = await api.AddUserAsync(isAdmin: true);
        await api.AddUserAsync();

        (await api.Delete($"/v2/admin/perms/{admin.Name}", admin).SendAsync()).ShouldHaveStatus(409).Body.ShouldContain("last administrator");
        (await api.Delete("/v2/auth/cancel", admin).SendAsync()).ShouldHaveStatus(409).Body.ShouldContain("last administrator");
        (await api.Post($"/v2/users/{admin.Name}/disable", null, admin).SendAsync()).ShouldHaveStatus(409).Body.ShouldContain("last administrator");

        (await api.Get("/v2/admin/perms", admin).SendAsync()).Results.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Administrators_WhoRemoveEachOtherAtOnce_LeaveOne()
    {
        await using var api = await fixture.StartAsync();
        var (one, two) = (await api.AddUserAsync(isAdmin: true), await api.AddUserAsync(isAdmin: true));

        await Task.WhenAll(
            api.Delete($"/v2/admin/perms/{two.Name}", one).SendAsync(),
            api.Delete($"/v2/admin/perms/{one.Name}", two).SendAsync());

        await api.UseDatabaseAsync(async database => (await database.Users.CountAsync(u => u.IsSuperuser)).ShouldBe(1));
    }

    [Fact]
    public async Task Administrator_Appointed_MayDoWhatAdministratorsMay()
    {
        var user = await _api.AddUserAsync();
        var admin = await _api.AddUserAsync(isAdmin: true);

        (await _api.Post("/v2/admin/perms", new { username = user.Name }, admin).SendAsync()).ShouldHaveStatus(201).Body.ShouldBeEmpty();
        (await _api.Get("/v2/users", user).SendAsync()).ShouldHaveStatus(200);

        (await _api.Delete($"/v2/admin/perms/{user.Name}", admin).SendAsync()).ShouldHaveStatus(204);
        (await _api.Get("/v2/users", user).SendAsync()).ShouldHaveStatus(403);
    }

    [Theory]
    [InlineData("/v2/admin/perms")]
    public async Task Administrator_WithoutAName_IsRefused(string path)
    {
        var admin = await _api.AddUserAsync(isAdmin: true);

        (await _api.Post(path, new { }, admin).SendAsync()).ShouldRefuseField("username", "This field is required.");
        (await _api.Post(path, new { username = "" }, admin).SendAsync()).ShouldRefuseField("username", "This field may not be blank.");
    }

    [Fact]
    public async Task Password_Changed_LeavesTokensValid()
    {
        var user = await _api.AddUserAsync();

        (await _api.Post("/v2/auth/passwd/", new { password = TestUser.Password, new_password = " another horse " }, user).SendAsync()).ShouldHaveStatus(200);

        (await _api.Get("/v2/auth/whoami", user).SendAsync()).ShouldHaveStatus(200);
        (await _api.Post("/v2/auth/login/", new { username = user.Name, password = " another horse " }).SendAsync()).ShouldHaveStatus(200);
        (await _api.Post("/v2/auth/login/", new { username = user.Name, password = "another horse" }).SendAsync()).ShouldHaveStatus(400);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Password_OfBlanksAlone_IsNone(string password) =>
        (await _api.Post("/v2/auth/passwd", new { password = TestUser.Password, new_password = password }, await _api.AddUserAsync()).SendAsync())
            .ShouldFail(400, "new_password is a required field");

    [Fact]
    public async Task Password_ThatIsTooLong_IsRefused() =>
        (await _api.Post("/v2/auth/passwd", new { password = TestUser.Password, new_password = new string('x', 129) }, await _api.AddUserAsync()).SendAsync())
            .ShouldRefuseField("new_password", "Ensure this field has no more than 128 characters.");

    [Fact]
    public async Task Token_Renewed_EndsAllOthersOfTheAccountAndNoOther()
    {
        var (user, other) = (await _api.AddUserAsync(), await _api.AddUserAsync());
        var login = await _api.Post("/v2/auth/login/", new { username = user.Name, password = TestUser.Password }).SendAsync();
        var second = user with { Token = login.Json["token"]!.GetValue<string>() };

        var renewed = user with { Token = (await _api.Post("/v2/auth/tokens/", null, user).SendAsync()).ShouldHaveStatus(200).Json["token"]!.GetValue<string>() };

        (await _api.Get("/v2/auth/whoami", second).SendAsync()).ShouldHaveStatus(401);
        (await _api.Get("/v2/auth/whoami", renewed).SendAsync()).ShouldHaveStatus(200);
        (await _api.Get("/v2/auth/whoami", other).SendAsync()).ShouldHaveStatus(200);
    }

    [Fact]
    public async Task Tokens_OfAll_AreForAdministratorsToEnd() =>
        (await _api.Post("/v2/auth/tokens/", new { all = false }, await _api.AddUserAsync()).SendAsync()).ShouldHaveStatus(403);

    [Fact]
    public async Task Account_Cancelled_TakesItsKeysAndGrantsWithIt()
    {
        var (owner, friend) = (await _api.AddUserAsync(), await _api.AddUserAsync());
        var app = await _api.AddAppAsync(owner);
        await _api.ShareAsync(app, friend);

        (await _api.Delete("/v2/auth/cancel/", friend).SendAsync()).ShouldHaveStatus(204);

        (await _api.Get($"/v2/apps/{app}/perms", owner).SendAsync()).Body.ShouldBe("""{"users":[]}""");
        (await _api.Post("/v2/auth/login/", new { username = friend.Name, password = TestUser.Password }).SendAsync()).ShouldHaveStatus(400);
    }

    [Fact]
    public async Task Account_WithReleasesInAppsOfOthers_IsNotCancelled()
    {
        var (owner, friend) = (await _api.AddUserAsync(), await _api.AddUserAsync());
        var app = await _api.AddAppAsync(owner);
        await _api.ShareAsync(app, friend);
        (await _api.Post($"/v2/apps/{app}/config", new { values = new { A = "1" } }, friend).SendAsync()).ShouldHaveStatus(201);

        (await _api.Delete("/v2/auth/cancel", friend).SendAsync()).ShouldHaveStatus(409).Body.ShouldContain("in apps of others");

        (await _api.Get("/v2/auth/whoami", friend).SendAsync()).ShouldHaveStatus(200);
    }
}
