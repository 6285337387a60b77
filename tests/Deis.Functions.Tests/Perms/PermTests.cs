using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Perms;

[Collection(ApiCollection.Name)]
public sealed class PermTests(ApiFixture fixture) : IAsyncLifetime
{
    private readonly ApiHost _api = fixture.Api;
    private TestUser _owner = null!;
    private TestUser _friend = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _owner = await _api.AddUserAsync();
        _friend = await _api.AddUserAsync();
        _app = await _api.AddAppAsync(_owner);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Grant_Twice_IsOne()
    {
        (await GrantAsync(_friend.Name)).ShouldHaveStatus(201).Body.ShouldBeEmpty();
        (await GrantAsync(_friend.Name)).ShouldHaveStatus(201);

        (await _api.Get($"/v2/apps/{_app}/perms/", _owner).SendAsync()).Body.ShouldBe($$"""{"users":["{{_friend.Name}}"]}""");
    }

    [Fact]
    public async Task Grant_WithoutAName_IsRefused() =>
        (await _api.Post($"/v2/apps/{_app}/perms", new { }, _owner).SendAsync()).ShouldRefuseField("username", "This field is required.");

    [Fact]
    public async Task Grant_Revoked_ClosesTheApp()
    {
        await GrantAsync(_friend.Name);

        (await _api.Delete($"/v2/apps/{_app}/perms/{_friend.Name}/", _owner).SendAsync()).ShouldHaveStatus(204);

        (await _api.Get($"/v2/apps/{_app}", _friend).SendAsync()).ShouldHaveStatus(403);
    }

    [Fact]
    public async Task Grant_OfWhoHasNone_CannotBeRevoked()
    {
        (await _api.Delete($"/v2/apps/{_app}/perms/{_owner.Name}", _owner).SendAsync()).ShouldHaveStatus(403);
        (await _api.Delete($"/v2/apps/{_app}/perms/{(await _api.AddUserAsync(isAdmin: true)).Name}", _owner).SendAsync()).ShouldHaveStatus(204);
        (await _api.Delete($"/v2/apps/{_app}/perms/nobody-of-that-name", _owner).SendAsync()).ShouldNotFind("User");
    }

    [Fact]
    public async Task App_Transferred_KeepsItsGrantsAndClosesForTheOldOwner()
    {
        var heir = await _api.AddUserAsync();
        await GrantAsync(_friend.Name);

        (await _api.Post($"/v2/apps/{_app}/", new { owner = heir.Name }, _owner).SendAsync()).ShouldHaveStatus(200).Body.ShouldBeEmpty();

        (await _api.Get($"/v2/apps/{_app}", _owner).SendAsync()).ShouldHaveStatus(403);
        (await _api.Get($"/v2/apps/{_app}", _friend).SendAsync()).ShouldHaveStatus(200).Json["owner"]!.GetValue<string>().ShouldBe(heir.Name);
        (await _api.Get($"/v2/apps/{_app}/releases", heir).SendAsync()).Results.Single()!["owner"]!.GetValue<string>().ShouldBe(heir.Name);
        (await _api.Get($"/v2/apps/{_app}/domains", heir).SendAsync()).Results.Single()!["owner"]!.GetValue<string>().ShouldBe(heir.Name);
        (await _api.Delete("/v2/auth/cancel", _owner).SendAsync()).ShouldHaveStatus(204);
    }

    [Fact]
    public async Task App_UpdatedWithoutAnOwner_StaysAsItIs()
    {
        (await _api.Post($"/v2/apps/{_app}", null, _owner).SendAsync()).ShouldHaveStatus(200).Body.ShouldBeEmpty();

        (await _api.Get($"/v2/apps/{_app}", _owner).SendAsync()).Json["owner"]!.GetValue<string>().ShouldBe(_owner.Name);
    }

    private Task<ApiAnswer> GrantAsync(string username) => _api.Post($"/v2/apps/{_app}/perms", new { username }, _owner).SendAsync();
}
