using Deis.Functions.Tests.Support;
using Deis.Platform.Runtime;

namespace Deis.Functions.Tests.Settings;

[Collection(ApiCollection.Name)]
public sealed class SettingsTests(ApiFixture fixture) : IAsyncLifetime
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
    public async Task Settings_Changed_HaveTheFieldsOfTheOriginal()
    {
        var changed = await ChangeAsync(new { maintenance = "true" });

        changed.ShouldHaveStatus(201).Keys
            .ShouldBe(["uuid", "app", "owner", "autoscale", "label", "created", "updated", "maintenance", "routable", "whitelist"]);
        (await _api.Get($"/v2/apps/{_app}/settings", _owner).SendAsync()).Body.ShouldBe(changed.Body);
    }

    [Fact]
    public async Task Maintenance_OnAndOff_IsRouted()
    {
        await ChangeAsync(new { maintenance = true });
        _api.Runtime.Routing[_app].Maintenance.ShouldBeTrue();

        await ChangeAsync(new { maintenance = false });
        _api.Runtime.Routing[_app].Maintenance.ShouldBeFalse();
    }

    [Fact]
    public async Task Routable_OffAndOn_TakesTheProcessesFromTheHosts()
    {
        var app = await _api.AddRunningAppAsync(_owner, "web");
        (await _api.Post($"/v2/apps/{app}/scale", new { web = 1 }, _owner).SendAsync()).ShouldHaveStatus(204);

        (await _api.Post($"/v2/apps/{app}/settings", new { routable = false }, _owner).SendAsync()).ShouldHaveStatus(201);
        _api.Runtime.Routing[app].RoutedType.ShouldBeNull();

        (await _api.Post($"/v2/apps/{app}/settings", new { routable = true }, _owner).SendAsync()).ShouldHaveStatus(201);
        _api.Runtime.Routing[app].RoutedType.ShouldBe("web");
    }

    [Fact]
    public async Task Settings_ThatThePlatformCannotKeep_AreRefused()
    {
        await using var api = await fixture.StartAsync();
        var owner = await api.AddUserAsync();
        var app = await api.AddAppAsync(owner);
        api.Runtime.Capabilities = RuntimeCapabilities.None;

        (await api.Post($"/v2/apps/{app}/settings", new { whitelist = new[] { "1.2.3.4" } }, owner).SendAsync())
            .ShouldRefuseField("whitelist", "This platform's router cannot keep addresses out.");
        (await api.Post($"/v2/apps/{app}/whitelist", new { addresses = new[] { "1.2.3.4" } }, owner).SendAsync())
            .ShouldFail(400, "This platform's router cannot keep addresses out.");
        (await api.Post($"/v2/apps/{app}/tls", new { https_enforced = true }, owner).SendAsync())
            .ShouldRefuseField("https_enforced", "This platform's router cannot send visitors from HTTP to HTTPS.");
        (await api.Post($"/v2/apps/{app}/config", new { tags = new { b = "2", a = "1" } }, owner).SendAsync())
            .ShouldFail(400, "No nodes matched the provided labels: a=1, b=2. This platform cannot place processes on nodes by tags.");
        (await api.Post($"/v2/apps/{app}/config", new { lifecycle_pre_stop = new { web = "sleep 1" } }, owner).SendAsync())
            .ShouldFail(400, "This platform cannot run lifecycle hooks; let the process itself do it at its start, and when it gets SIGTERM.");
        (await api.Post($"/v2/apps/{app}/config", new { cpu = new { web = "500m" } }, owner).SendAsync())
            .ShouldFail(400, "This platform's machine has no control groups, so processors cannot be limited; limits of memory work, for each process by itself.");
        (await api.Post($"/v2/apps/{app}/config", new { healthcheck = new { web = new { livenessProbe = new { exec = new { command = new[] { "true" } } } } } }, owner).SendAsync())
            .ShouldFail(400, "This platform cannot run commands (exec) for health checks; let the process answer httpGet, or take connections for tcpSocket.");
        (await api.Post($"/v2/apps/{app}/config", new { values = new { PORT = 80 }, registry = new { username = "ann", password = "s3cret" } }, owner).SendAsync())
            .ShouldFail(400, "This platform runs no container images, so it has no use for the login to a registry; push source code instead.");
        (await api.Post($"/v2/apps/{app}/settings", new { autoscale = new { web = new { min = 1, max = 2, cpu_percent = 50 } } }, owner).SendAsync())
            .ShouldRefuseField("autoscale", "This platform cannot scale by load; set the numbers of processes by ps:scale.");
        (await ChangeAsync(new { label = "x" })).ShouldRefuseField("label", "Value must be a JSON object.");
    }

    [Fact]
    public async Task Tags_ThatNoNodeHas_AreRefusedWithTheirCause()
    {
        await using var api = await fixture.StartAsync();
        var owner = await api.AddUserAsync();
        var app = await api.AddAppAsync(owner);
        api.Runtime.NodeLabels = new Dictionary<string, string> { ["environ"] = "dev" };

        (await api.Post($"/v2/apps/{app}/config", new { tags = new { rack = "1" } }, owner).SendAsync())
            .ShouldFail(400, "No nodes matched the provided labels: rack=1");
        (await api.Post($"/v2/apps/{app}/config", new { tags = new { environ = "dev" } }, owner).SendAsync()).ShouldHaveStatus(201);
        (await api.Post($"/v2/apps/{app}/config", new { tags = new { rack = "1" } }, owner).SendAsync())
            .ShouldFail(400, "No nodes matched the provided labels: environ=dev, rack=1 - Addition of rack=1 is the cause");
    }

    [Fact]
    public async Task Autoscale_SetChangedAndEnded_IsToldToTheRuntime()
    {
        (await ChangeAsync(new { autoscale = new { web = new { min = 2, max = 5, cpu_percent = 45 }, worker = new { min = 1, max = 2, cpu_percent = 90 } } })).ShouldHaveStatus(201);
        _api.Runtime.Scaling[(_app, "web")].ShouldBe(new LoadScaling(2, 5, 45));
        _api.Runtime.Scaling.TryRemove((_app, "web"), out _);

        var changed = await ChangeAsync(new { autoscale = new { worker = (object?)null } });

        changed.ShouldHaveStatus(201).Json["autoscale"]!.ToJsonString().ShouldBe("""{"web":{"min":2,"max":5,"cpu_percent":45}}""");
        _api.Runtime.Scaling[(_app, "worker")].ShouldBeNull();
        _api.Runtime.Scaling.ContainsKey((_app, "web")).ShouldBeFalse("only what has changed is told");
        (await ChangeAsync(new { autoscale = new { web = new { min = 2, max = 5, cpu_percent = 45 } } })).ShouldFail(409, $"{_owner.Name} changed nothing");
    }

    [Theory]
    [InlineData("\"web\"", "Value must be a JSON object.")]
    [InlineData("{\"web\":1}", "could not validate 1: it is not an object")]
    [InlineData("{\"web\":{\"min\":1.5,\"max\":2,\"cpu_percent\":50}}", "could not validate {\"min\":1.5,\"max\":2,\"cpu_percent\":50}: min is not a whole number")]
    [InlineData("{\"web\":{\"min\":1,\"max\":2}}", "could not validate {\"min\":1,\"max\":2}: cpu_percent is missing")]
    [InlineData("{\"Web_1\":{\"min\":1,\"max\":2,\"cpu_percent\":50}}", "Process types can only contain lowercase alphanumeric characters")]
    public async Task Autoscale_ThatIsNoRule_SaysWhatIsWrong(string rules, string message) =>
        (await _api.Request("POST", $"/v2/apps/{_app}/settings").As(_owner).WithBody($"{{\"autoscale\":{rules}}}", "application/json").SendAsync())
            .ShouldRefuseField("autoscale", message);

    [Fact]
    public async Task Settings_WhenTheRuntimeIsAway_StayAsTheyAre()
    {
        await using var api = await fixture.StartAsync();
        var owner = await api.AddUserAsync();
        var app = await api.AddAppAsync(owner);
        api.Runtime.IsAway = true;

        (await api.Post($"/v2/apps/{app}/settings", new { maintenance = true }, owner).SendAsync()).ShouldHaveStatus(400);
        var autoscale = new { web = new { min = 1, max = 2, cpu_percent = 50 } };
        (await api.Post($"/v2/apps/{app}/settings", new { autoscale }, owner).SendAsync()).ShouldHaveStatus(400);

        var settings = (await api.Get($"/v2/apps/{app}/settings", owner).SendAsync()).Json;
        (settings["maintenance"]!.ToJsonString(), settings["autoscale"]!.ToJsonString()).ShouldBe(("false", "{}"));
    }

    [Fact]
    public async Task Labels_SetAtOnce_AreAllKept()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ChangeAsync(new { label = new Dictionary<string, int> { [$"n{i}"] = i } })));

        answers.ShouldAllBe(answer => answer.Status == 201);
        (await _api.Get($"/v2/apps/{_app}/settings", _owner).SendAsync()).Json["label"]!.AsObject().Count.ShouldBe(8);
    }

    private Task<ApiAnswer> ChangeAsync(object settings) => _api.Post($"/v2/apps/{_app}/settings", settings, _owner).SendAsync();
}
