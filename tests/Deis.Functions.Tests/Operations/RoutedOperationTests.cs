using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Operations;

/// <summary>Changes of routing that nobody waits for, with the real operations and the real engine.</summary>
[Collection(ApiCollection.Name)]
public sealed class RoutedOperationTests(ApiFixture fixture) : IAsyncLifetime
{
    private ApiHost _api = null!;
    private TestUser _user = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _api = await fixture.StartWithOrchestrationsAsync();
        _user = await _api.AddUserAsync();
        _app = await _api.AddAppAsync(_user);
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Change_WhileTheRuntimeIsAway_IsTakenAndComesIntoForceWhenItIsBack()
    {
        _api.Runtime.IsAway = true;
        var host = $"www.{_app}.com";

        var hosts = await StartAsync("/domains", new { domain = host });
        var scaling = await StartAsync("/settings", new { routable = false, autoscale = new { web = new { min = 2, max = 3, cpu_percent = 50 } } });
        await Wait.UntilAsync(() => Task.FromResult(_api.Runtime.Refused > 1));

        (await StatusAsync(hosts)).ShouldBeOneOf("pending", "running");
        (await _api.Get($"/v2/apps/{_app}/domains", _user).SendAsync()).Json["count"]!.GetValue<int>().ShouldBe(2);
        (await _api.Post($"{hosts}/cancel", null, _user).SendAsync()).ShouldFail(409, "The change is stored already. Take it back by another change instead.");
        _api.Runtime.IsAway = false;

        await Wait.UntilAsync(async () => await StatusAsync(hosts) == "succeeded" && await StatusAsync(scaling) == "succeeded");
        _api.Runtime.Routing[_app].Hosts.ShouldBe([_app, host]);
        _api.Runtime.Scaling[(_app, "web")]!.Min.ShouldBe(2);
        (await _api.Get(hosts, _user).SendAsync()).Json["kind"]!.ToString().ShouldBe("route");
    }

    [Fact]
    public async Task Change_ThatIsWaitedForWhileTheRuntimeIsAway_IsNotMade()
    {
        _api.Runtime.IsAway = true;

        (await _api.Post($"/v2/apps/{_app}/domains", new { domain = $"www.{_app}.com" }, _user).SendAsync()).ShouldHaveStatus(503);

        (await _api.Get($"/v2/apps/{_app}/domains", _user).SendAsync()).Json["count"]!.GetValue<int>().ShouldBe(1);
        (await _api.Get($"/v2/apps/{_app}/operations", _user).SendAsync()).Results.ShouldBeEmpty();
    }

    private async Task<string> StartAsync(string path, object body) =>
        (await _api.Post($"/v2/apps/{_app}{path}", body, _user).WithHeader("Prefer", "respond-async").SendAsync()).ShouldHaveStatus(202).Header("Location")!;

    private async Task<string> StatusAsync(string location) => (await _api.Get(location, _user).SendAsync()).Json["status"]!.ToString();
}
