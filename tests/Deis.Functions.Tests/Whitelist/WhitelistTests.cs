using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Whitelist;

[Collection(ApiCollection.Name)]
public sealed class WhitelistTests(ApiFixture fixture) : IAsyncLifetime
{
    private readonly ApiHost _api = fixture.Api;
    private TestUser _owner = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _owner = await _api.AddUserAsync();
        _app = await _api.AddAppAsync(_owner);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Addresses_AddedAndRemoved_AreRouted()
    {
        (await AddAsync("10.0.0.1/8", "2.3.4.5", "2.3.4.5")).ShouldHaveStatus(201).Body.ShouldBe("""{"addresses":["10.0.0.1/8","2.3.4.5"]}""");
        _api.Runtime.Routing[_app].Whitelist.ShouldBe(["10.0.0.1/8", "2.3.4.5"]);

        (await RemoveAsync(_owner, "2.3.4.5")).ShouldHaveStatus(204).Body.ShouldBeEmpty();
        _api.Runtime.Routing[_app].Whitelist.ShouldBe(["10.0.0.1/8"]);
        (await _api.Get($"/v2/apps/{_app}/whitelist/", _owner).SendAsync()).Body.ShouldBe("""{"addresses":["10.0.0.1/8"]}""");
    }

    [Fact]
    public async Task Addresses_OfTwoWhoAddAtOnce_AreAllKept()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => AddAsync($"10.0.0.{i}")));

        answers.ShouldAllBe(answer => answer.Status == 201);
        _api.Runtime.Routing[_app].Whitelist.Count.ShouldBe(8);
    }

    [Fact]
    public async Task Addresses_InTheSettings_TakeThePlaceOfAll()
    {
        await AddAsync("2.3.4.5");

        (await _api.Post($"/v2/apps/{_app}/settings", new { whitelist = new[] { "::1", "fd00::/8" } }, _owner).SendAsync()).ShouldHaveStatus(201);
        _api.Runtime.Routing[_app].Whitelist.ShouldBe(["::1", "fd00::/8"]);

        (await _api.Post($"/v2/apps/{_app}/settings", new { whitelist = Array.Empty<string>() }, _owner).SendAsync())
            .ShouldRefuseField("whitelist", "This list may not be empty.");
    }

    [Fact]
    public async Task Request_WithoutAddresses_IsRefused()
    {
        (await _api.Post($"/v2/apps/{_app}/whitelist", new { }, _owner).SendAsync()).ShouldRefuseField("addresses", "This field is required.");
        (await _api.Delete($"/v2/apps/{_app}/whitelist", _owner).SendAsync()).ShouldRefuseField("addresses", "This field is required.");
        (await _api.Post($"/v2/apps/{_app}/whitelist", new { addresses = "1.2.3.4" }, _owner).SendAsync()).ShouldRefuseField("addresses", "Expected a list of addresses.");
    }

    [Fact]
    public async Task Collaborator_MayAddAddressesButNotRemoveThem()
    {
        var friend = await _api.AddUserAsync();
        await _api.ShareAsync(_app, friend);

        (await _api.Post($"/v2/apps/{_app}/whitelist", new { addresses = new[] { "2.3.4.5" } }, friend).SendAsync()).ShouldHaveStatus(201);
        (await RemoveAsync(friend, "2.3.4.5")).ShouldHaveStatus(403);
    }

    private Task<ApiAnswer> AddAsync(params string[] addresses) => _api.Post($"/v2/apps/{_app}/whitelist", new { addresses }, _owner).SendAsync();

    private Task<ApiAnswer> RemoveAsync(TestUser user, params string[] addresses) =>
        _api.Delete($"/v2/apps/{_app}/whitelist", user).WithJson(new { addresses }).SendAsync();
}
