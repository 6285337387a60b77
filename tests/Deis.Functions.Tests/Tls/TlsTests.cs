using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Tls;

[Collection(ApiCollection.Name)]
public sealed class TlsTests(ApiFixture fixture)
{
    private readonly ApiHost _api = fixture.Api;

    [Fact]
    public async Task Https_EnforcedAndNot_IsRouted()
    {
        var owner = await _api.AddUserAsync();
        var app = await _api.AddAppAsync(owner);

        (await _api.Post($"/v2/apps/{app}/tls/", new { https_enforced = true }, owner).SendAsync()).ShouldHaveStatus(201);
        _api.Runtime.Routing[app].HttpsEnforced.ShouldBeTrue();

        (await _api.Post($"/v2/apps/{app}/tls/", new { https_enforced = false }, owner).SendAsync()).ShouldHaveStatus(201);
        _api.Runtime.Routing[app].HttpsEnforced.ShouldBeFalse();
    }

    [Fact]
    public async Task Https_WhenTheRuntimeIsAway_StaysAsItIs()
    {
        await using var api = await fixture.StartAsync();
        var owner = await api.AddUserAsync();
        var app = await api.AddAppAsync(owner);
        api.Runtime.IsAway = true;

        (await api.Post($"/v2/apps/{app}/tls", new { https_enforced = true }, owner).SendAsync()).ShouldHaveStatus(503);

        (await api.Get($"/v2/apps/{app}/tls", owner).SendAsync()).Json["https_enforced"].ShouldBeNull();
    }
}
