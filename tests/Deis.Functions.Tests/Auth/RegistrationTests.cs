using System.Text.Json.Nodes;
using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Auth;

[Collection(ApiCollection.Name)]
public sealed class RegistrationTests(ApiFixture fixture)
{
    private readonly ApiHost _api = fixture.Api;

    [Fact]
    public async Task FirstAccount_OfAPlatform_IsAdministratorAndLaterOnesAreNot()
    {
        await using var api = await fixture.StartAsync();

        var first = await RegisterAsync(api, "first");
        var second = await api.Post("/v2/auth/register", new { username = "second", password = "x", email = "", is_superuser = true, is_staff = true }).SendAsync();

        first.ShouldHaveStatus(201).Json["is_superuser"]!.GetValue<bool>().ShouldBeTrue();
        second.ShouldHaveStatus(201).Json["is_superuser"]!.GetValue<bool>().ShouldBeFalse();
        second.Json["is_staff"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task FirstAccounts_RegisteredAtOnce_HaveOneAdministratorAmongThem()
    {
        await using var api = await fixture.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => RegisterAsync(api, $"user{i}")));

        answers.ShouldAllBe(a => a.Status == 201);
        answers.Count(a => a.Json["is_superuser"]!.GetValue<bool>()).ShouldBe(1);
    }

    [Fact]
    public async Task Account_Registered_HasTheFieldsOfTheOriginal()
    {
        var name = NewName();

        var answer = await _api.Post("/v2/auth/register/", new { username = $" {name} ", password = "x", email = "a@example.com", first_name = "Ada" }).SendAsync();

        answer.ShouldHaveStatus(201);
        answer.Keys.ShouldBe(
        [
            "email", "username", "first_name", "last_name", "is_superuser", "is_staff", "groups", "user_permissions", "last_login", "date_joined", "is_active",
        ]);
        answer.Json["username"]!.GetValue<string>().ShouldBe(name);
        answer.Json["date_joined"]!.GetValue<string>().ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$");
        answer.Json["is_active"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{}""", "username", "This field is required.")]
    [InlineData("""{}""", "password", "This field is required.")]
    [InlineData("""{"username":"","password":"  "}""", "username", "This field may not be blank.")]
    [InlineData("""{"username":"","password":"  "}""", "password", "This field may not be blank.")]
    [InlineData("""{"username":null}""", "username", "This field may not be null.")]
    [InlineData("""{"username":"bad user!","password":"x","email":"nope"}""", "username", "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.")]
    [InlineData("""{"username":"bad user!","password":"x","email":"nope"}""", "email", "Enter a valid email address.")]
    public async Task Registration_ThatBreaksRules_NamesEachField(string body, string field, string message) =>
        (await _api.Post("/v2/auth/register", JsonNode.Parse(body)).SendAsync()).ShouldRefuseField(field, message);

    [Fact]
    public async Task Username_ThatIsTooLong_IsRefused() =>
        (await RegisterAsync(_api, new string('a', 151))).ShouldRefuseField("username", "Ensure this field has no more than 150 characters.");

    [Fact]
    public async Task Username_ThatIsTaken_IsRefused()
    {
        var name = NewName();
        await RegisterAsync(_api, name);

        (await RegisterAsync(_api, name)).ShouldRefuseField("username", "A user with that username already exists.");
    }

    [Theory]
    [InlineData("""{"email":""}""")]
    [InlineData("""{}""")]
    public async Task Email_ThatIsBlankOrMissing_IsFine(string body)
    {
        var registration = JsonNode.Parse(body)!;
        registration["username"] = NewName();
        registration["password"] = "x";

        (await _api.Post("/v2/auth/register", registration).SendAsync()).ShouldHaveStatus(201).Json["email"]!.GetValue<string>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Password_WithBlanksAround_IsTheSameAtLogin()
    {
        var name = NewName();
        await _api.Post("/v2/auth/register", new { username = name, password = " x ", email = "" }).SendAsync();

        (await _api.Post("/v2/auth/login/", new { username = name, password = " x " }).SendAsync()).ShouldHaveStatus(200);
        (await _api.Post("/v2/auth/login/", new { username = name, password = "x" }).SendAsync()).ShouldHaveStatus(400);
    }

    [Fact]
    public async Task Registration_WhenDisabled_IsForbidden()
    {
        await using var api = await fixture.StartAsync(("REGISTRATION_MODE", "disabled"));

        (await RegisterAsync(api, "anybody")).ShouldFail(403, "Registration is disabled");
    }

    [Fact]
    public async Task Registration_ForAdministratorsOnly_TakesTheFirstOfAllAndThenWhomTheyBring()
    {
        await using var api = await fixture.StartAsync(("REGISTRATION_MODE", "admin_only"));
        (await RegisterAsync(api, "first")).ShouldHaveStatus(201).Json["is_superuser"]!.GetValue<bool>().ShouldBeTrue();
        var admin = await api.AddUserAsync(isAdmin: true);
        var user = await api.AddUserAsync();

        (await RegisterAsync(api, "anonymous")).ShouldFail(403, "Authentication credentials were not provided.");
        (await RegisterAsync(api, "stranger", user)).ShouldFail(403, "You do not have permission to perform this action.");
        (await RegisterAsync(api, "liar", user with { Token = "bogus" })).ShouldFail(403, "You do not have permission to perform this action.");
        (await RegisterAsync(api, "friend", admin)).ShouldHaveStatus(201).Json["is_superuser"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Registration_WithABadTokenWhenOpen_CountsAsAnonymous() =>
        (await RegisterAsync(_api, NewName(), new TestUser("nobody", "bogus"))).ShouldHaveStatus(201);

    [Fact]
    public async Task RegistrationMode_ThatDoesNotExist_StopsTheStart() =>
        (await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => fixture.StartAsync(("REGISTRATION_MODE", "sometimes"))))
            .Message.ShouldContain("give enabled, disabled or admin_only");

    private static string NewName() => $"new-{Guid.NewGuid():N}";

    private static Task<ApiAnswer> RegisterAsync(ApiHost api, string name, TestUser? caller = null) =>
        api.Post("/v2/auth/register", new { username = name, password = "x", email = "" }, caller).SendAsync();
}
