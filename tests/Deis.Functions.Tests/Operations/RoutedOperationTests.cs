using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Operations;

/// <summary>New apps and changes of routing that nobody waits for, with the real operations and the real engine.</summary>
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
        (await StartAsync("/whitelist", new { addresses = new[] { "10.0.0.1" } })).ShouldBe(hosts);
        var scaling = await StartAsync("/settings", new { routable = false, autoscale = new { web = new { min = 2, max = 3, cpu_percent = 50 } } });
        await Wait.UntilAsync(() => Task.FromResult(_api.Runtime.Refused > 1));

        (await StatusAsync(hosts)).ShouldBeOneOf("pending", "running");
        (await _api.Get($"/v2/apps/{_app}/domains", _user).SendAsync()).Json["count"]!.GetValue<int>().ShouldBe(2);
        (await _api.Post($"{hosts}/cancel", null, _user).SendAsync()).ShouldFail(409, "The change is stored already. Take it back by another change instead.");
        _api.Runtime.IsAway = false;

        await Wait.UntilAsync(async () => await StatusAsync(hosts) == "succeeded" && await StatusAsync(scaling) == "succeeded");
        _api.Runtime.Routing[_app].Hosts.ShouldBe([_app, host]);
        _api.Runtime.Routing[_app].Whitelist.ShouldBe(["10.0.0.1"]);
        _api.Runtime.Scaling[(_app, "web")]!.Min.ShouldBe(2);
        (await _api.Get(hosts, _user).SendAsync()).Json["kind"]!.ToString().ShouldBe("route");
        (await _api.Get(scaling, _user).SendAsync()).Json["kind"]!.ToString().ShouldBe("autoscale");
        (await StartAsync("/domains", new { domain = $"late.{_app}.com" })).ShouldNotBe(hosts);
    }

    [Fact]
    public async Task Change_ThatIsWaitedForWhileTheRuntimeIsAway_IsNotMade()
    {
        _api.Runtime.IsAway = true;

        (await _api.Post($"/v2/apps/{_app}/domains", new { domain = $"www.{_app}.com" }, _user).SendAsync()).ShouldHaveStatus(503);

        (await _api.Get($"/v2/apps/{_app}/domains", _user).SendAsync()).Json["count"]!.GetValue<int>().ShouldBe(1);
        (await _api.Get($"/v2/apps/{_app}/operations", _user).SendAsync()).Results.ShouldBeEmpty();
    }

    [Fact]
    public async Task NewApp_WhileTheRuntimeIsAway_IsThereAndGetsItsPlaceWhenItIsBack()
    {
        _api.Runtime.IsAway = true;

        var (name, operation) = await CreateAsync();
        var host = $"www.{name}.com";
        (await _api.Post($"/v2/apps/{name}/domains", new { domain = host }, _user).WithHeader("Prefer", "respond-async").SendAsync()).ShouldHaveStatus(202);
        await Wait.UntilAsync(() => Task.FromResult(_api.Runtime.Refused > 0));
        (await StatusAsync(operation)).ShouldBeOneOf("pending", "running");
        _api.Runtime.IsAway = false;

        await Wait.UntilAsync(async () => await StatusAsync(operation) == "succeeded");
        _api.Runtime.Places.ShouldContain(name);
        _api.Runtime.Routing[name].Hosts.ShouldBe([name, host]);
        (await _api.Get($"/v2/apps/{name}", _user).SendAsync()).ShouldHaveStatus(200);
    }

    [Fact]
    public async Task NewApp_WhosePlaceIsSomebodyElses_FailsAtOnceIsThereAndCanBeDestroyed()
    {
        const string Reason = "kube-system already exists as a namespace in this Kubernetes cluster and is no app's; choose another name.";
        _api.Runtime.Foreign.Add("kube-system");

        var (name, operation) = await CreateAsync("kube-system");

        await Wait.UntilAsync(async () => await StatusAsync(operation) == "failed");
        (await _api.Get(operation, _user).SendAsync()).Json["error"]!.ToString().ShouldBe(Reason);
        (await _api.Get($"/v2/apps/{name}/logs", _user).SendAsync()).Body.ShouldContain($"WARN {Reason}");
        (await _api.Post("/v2/apps", new { id = name }, _user).SendAsync()).ShouldRefuseField("id", "Application with this id already exists.");
        (await _api.Delete($"/v2/apps/{name}", _user).SendAsync()).ShouldHaveStatus(204);
        (await _api.Post("/v2/apps", new { id = name }, _user).SendAsync()).ShouldFail(409, Reason);
    }

    private async Task<(string Name, string Operation)> CreateAsync(string? name = null)
    {
        var answer = await _api.Post("/v2/apps", new { id = name }, _user).WithHeader("Prefer", "respond-async").SendAsync();
        return (answer.ShouldHaveStatus(202).Json["app"]!.ToString(), answer.Header("Location")!);
    }

    private async Task<string> StartAsync(string path, object body) =>
        (await _api.Post($"/v2/apps/{_app}{path}", body, _user).WithHeader("Prefer", "respond-async").SendAsync()).ShouldHaveStatus(202).Header("Location")!;

    private async Task<string> StatusAsync(string location) => (await _api.Get(location, _user).SendAsync()).Json["status"]!.ToString();
}
