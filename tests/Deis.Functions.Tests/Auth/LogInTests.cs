using System.Text.Json.Nodes;
using Deis.Functions.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Tests.Auth;

[Collection(ApiCollection.Name)]
public sealed class LogInTests(ApiFixture fixture)
{
    private readonly ApiHost _api = fixture.Api;

    [Fact]
    public async Task LogIn_WithTheRightPassword_GivesATokenThatWorks()
    {
        var user = await _api.AddUserAsync();

        var token = await LogInAsync(user);

        token.ShouldMatch("^[0-9a-f]{40}$");
        (await WhoAmIAsync(user with { Token = token })).ShouldHaveStatus(200).Json["username"]!.GetValue<string>().ShouldBe(user.Name);
    }

    [Fact]
    public async Task LogIn_Again_LeavesOlderTokensValid()
    {
        var user = await _api.AddUserAsync();

        var first = await LogInAsync(user);
        var second = await LogInAsync(user);

        second.ShouldNotBe(first);
        (await WhoAmIAsync(user with { Token = first })).ShouldHaveStatus(200);
        (await WhoAmIAsync(user with { Token = second })).ShouldHaveStatus(200);
    }

    [Fact]
    public async Task Tokens_InTheDatabase_AreNotReadable()
    {
        var user = await _api.AddUserAsync();
        var token = await LogInAsync(user);

        await _api.UseDatabaseAsync(async database =>
            (await database.Tokens.Select(t => t.Hash).ToListAsync()).ShouldAllBe(hash => hash.Length == 32 && !hash.SequenceEqual(Convert.FromHexString(token))));
    }

    [Theory]
    [InlineData("""{}""", "username", "This field is required.")]
    [InlineData("""{}""", "password", "This field is required.")]
    [InlineData("""{"username":"","password":""}""", "username", "This field may not be blank.")]
    [InlineData("""{"username":"nobody","password":"x"}""", "non_field_errors", "Unable to log in with provided credentials.")]
    public async Task LogIn_ThatCannotBe_SaysWhy(string body, string field, string message) =>
        (await _api.Post("/v2/auth/login/", JsonNode.Parse(body)).SendAsync()).ShouldRefuseField(field, message);

    [Fact]
    public async Task LogIn_WithAWrongPassword_IsRefused()
    {
        var user = await _api.AddUserAsync();

        (await _api.Post("/v2/auth/login/", new { username = user.Name, password = "wrong" }).SendAsync())
            .ShouldRefuseField("non_field_errors", "Unable to log in with provided credentials.");
    }

    [Fact]
    public async Task LogIn_OfALockedAccount_IsRefusedAndItsTokensNoLongerWork()
    {
        var user = await _api.AddUserAsync();
        await _api.UseDatabaseAsync(database =>
            database.Users.Where(u => u.Username == user.Name).ExecuteUpdateAsync(u => u.SetProperty(x => x.IsActive, false)));

        (await _api.Post("/v2/auth/login/", new { username = user.Name, password = TestUser.Password }).SendAsync()).ShouldHaveStatus(400);
        (await WhoAmIAsync(user)).ShouldFail(401, "User inactive or deleted.");
    }

    [Fact]
    public async Task LogIn_WithAPasswordHashOfDjango_WorksAndMakesTheHashAnew()
    {
        // Made by Python's hashlib for the password of TestUser.
        const string Django = "pbkdf2_sha256$1000$seasalt$mQnueSakb748zqBAC1tmWVZsZbi2zPGZarEzTGdfmso=";
        var user = await _api.AddUserAsync();
        await SetHashAsync(user, Django);

        await LogInAsync(user);

        await _api.UseDatabaseAsync(async database =>
            (await database.Users.SingleAsync(u => u.Username == user.Name)).Password.ShouldStartWith("pbkdf2_sha512$"));
        await LogInAsync(user);
    }

    [Theory]
    [InlineData("/v2/auth/whoami")]
    [InlineData("/v2/auth/whoami/")]
    public async Task WhoAmI_WithOrWithoutSlash_IsTheCallersAccountWithoutSecrets(string path)
    {
        var user = await _api.AddUserAsync();

        var answer = await _api.Get(path, user).SendAsync();

        answer.ShouldHaveStatus(200).Json["username"]!.GetValue<string>().ShouldBe(user.Name);
        answer.Keys.ShouldNotContain("id");
        answer.Keys.ShouldNotContain("password");
    }

    [Fact]
    public async Task WhoAmI_WithoutToken_IsRefused() =>
        (await _api.Get("/v2/auth/whoami").SendAsync()).ShouldFail(401, "Authentication credentials were not provided.");

    private async Task<string> LogInAsync(TestUser user) =>
        (await _api.Post("/v2/auth/login/", new { username = user.Name, password = TestUser.Password }).SendAsync()).ShouldHaveStatus(200).Json["token"]!.GetValue<string>();

    private Task<ApiAnswer> WhoAmIAsync(TestUser user) => _api.Get("/v2/auth/whoami", user).SendAsync();

    private Task SetHashAsync(TestUser user, string hash) => _api.UseDatabaseAsync(database =>
        database.Users.Where(u => u.Username == user.Name).ExecuteUpdateAsync(u => u.SetProperty(x => x.Password, hash)));
}
