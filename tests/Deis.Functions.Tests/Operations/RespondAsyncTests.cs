using Deis.Functions.Tests.Support;
using Deis.Functions.Tests.Reference;
using Deis.Orchestrations.Autoscale;
using Deis.Orchestrations.Create;
using Deis.Orchestrations.Route;
using Deis.Orchestrations.Run;
using Deis.Platform.Apps;
using Deis.Platform.Runs;
using Deis.TestSupport.Tls;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.Functions.Tests.Operations;

/// <summary>Every request that acts on the app runtime, when it says <c>Prefer: respond-async</c>.</summary>
[Collection(ApiCollection.Name)]
public sealed class RespondAsyncTests(ApiFixture fixture) : IAsyncLifetime
{
    // The rows are all there is to them, and nothing of them is left to wait for.
    private static readonly string[] OnlyRows =
    [
        "admins-add", "admins-remove", "apps-update", "auth-cancel", "auth-login", "auth-passwd", "auth-register", "auth-tokens",
        "builds-queue-upload", "certs-add", "deploy-keys-add", "deploy-keys-remove", "hooks-config", "hooks-push-upload", "keys-add", "keys-remove", "objects-put",
        "perms-add", "perms-remove", "tokens-create", "tokens-revoke", "users-disable", "users-enable",
    ];

    // They never wait for what they begin.
    private static readonly string[] AlwaysAtOnce = ["builds-queue-post", "hooks-push", "operations-cancel"];

    // The engine's own interface, which has rules of its own.
    private const string OfTheEngine = "durable-";

    private readonly ApiHost _api = fixture.Api;
    private TestUser _user = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _user = await _api.AddUserAsync();
        _app = await _api.AddRunningAppAsync(_user, "web");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("POST", "/config", """{"values":{"A":"1"}}""", "deploy")]
    [InlineData("POST", "/builds", """{"image":"x"}""", "deploy")]
    [InlineData("POST", "/releases/rollback", """{"version":2}""", "deploy")]
    [InlineData("POST", "/scale", """{"web":2}""", "scale")]
    [InlineData("POST", "/pods/restart", "", "restart")]
    [InlineData("POST", "/pods/web/restart", "", "restart")]
    [InlineData("POST", "/pods/web/abcde/restart", "", "restart")]
    [InlineData("POST", "/run", """{"command":"ls"}""", "run")]
    [InlineData("DELETE", "", "", "destroy")]
    public async Task Change_ThatIsNotWaitedFor_TellsWhereToLook(string method, string path, string body, string kind)
    {
        // A rollback to the present release would change nothing.
        (await _api.Post($"/v2/apps/{_app}/config", new { values = new { B = "1" } }, _user).SendAsync()).ShouldHaveStatus(201);
        _api.Operations.HoldAllOf(_app);

        var answer = await _api.Request(method, $"/v2/apps/{_app}{path}").As(_user).WithBody(body, "application/json").WithHeader("Prefer", "wait=10, respond-async").SendAsync();

        await ShouldTellWhereToLookAsync(answer, kind);
    }

    [Theory]
    [InlineData("POST", "/v2/apps/APP/domains", "{\"domain\":\"www.APP.org\"}")]
    [InlineData("DELETE", "/v2/apps/APP/domains/HOST", "")]
    [InlineData("POST", "/v2/apps/APP/settings", "{\"maintenance\":true}")]
    [InlineData("POST", "/v2/apps/APP/settings", "{\"autoscale\":{\"web\":{\"min\":1,\"max\":2,\"cpu_percent\":50}}}")]
    [InlineData("POST", "/v2/apps/APP/tls", "{\"https_enforced\":true}")]
    [InlineData("POST", "/v2/apps/APP/whitelist", "{\"addresses\":[\"10.0.0.2\"]}")]
    [InlineData("DELETE", "/v2/apps/APP/whitelist", "{\"addresses\":[\"10.0.0.1\"]}")]
    [InlineData("POST", "/v2/apps/APP/services", "{\"procfile_type\":\"web\",\"path_pattern\":\"/web\"}")]
    [InlineData("DELETE", "/v2/apps/APP/services", "{\"procfile_type\":\"api\"}")]
    [InlineData("POST", "/v2/certs/CERT/domain", "{\"domain\":\"APP\"}")]
    [InlineData("POST", "/v2/certs/CERT/domain/APP", "")]
    [InlineData("DELETE", "/v2/certs/CERT/domain/HOST", "")]
    [InlineData("DELETE", "/v2/certs/CERT", "")]
    public async Task ChangeOfRouting_ThatIsNotWaitedFor_LeavesTheRuntimeToAnOperation(string method, string path, string body)
    {
        var (host, certificate) = await AddRoutingAsync(_app);
        var (routing, scaling) = (_api.Runtime.Routing[_app], _api.Runtime.Scaling.Count);

        var answer = await SendAsync(method, Filled(path), Filled(body));

        var isAutoscale = body.Contains("autoscale", StringComparison.Ordinal);
        var operation = await ShouldTellWhereToLookAsync(answer, isAutoscale ? "autoscale" : "route");
        _api.Runtime.Routing[_app].ShouldBeSameAs(routing);
        _api.Runtime.Scaling.Count.ShouldBe(scaling);
        var input = _api.Operations.Inputs[operation];
        if (isAutoscale)
        {
            input.ShouldBeOfType<AutoscaleInput>().Types.ShouldBe(["web"]);
        }
        else
        {
            input.ShouldBeOfType<RouteInput>();
        }

        string Filled(string text) => text.Replace("HOST", host, StringComparison.Ordinal).Replace("CERT", certificate, StringComparison.Ordinal).Replace("APP", _app, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewApp_ThatIsNotWaitedFor_TellsItsNameAndLeavesItsPlaceToAnOperation()
    {
        var answer = await SendAsync("POST", "/v2/apps", "");

        _app = answer.ShouldHaveStatus(202).Json["app"]!.ToString();
        var operation = await ShouldTellWhereToLookAsync(answer, "create");
        answer.Keys.ShouldBe(["operation", "app"]);
        var app = (await _api.Get($"/v2/apps/{_app}", _user).SendAsync()).ShouldHaveStatus(200).Json;
        _api.Operations.Inputs[operation].ShouldBe(new CreateInput(Guid.Parse(app["uuid"]!.ToString()), _app));
        _api.Runtime.Places.ShouldNotContain(_app);
        _api.Runtime.Routing.Keys.ShouldNotContain(_app);
        (await _api.Post($"/v2/apps/{_app}/operations/{operation}/cancel", null, _user).SendAsync()).ShouldFail(409, $"{_app} is stored already. Destroy it instead.");
    }

    [Fact]
    public async Task NewApp_WhoseNameIsTaken_IsRefusedAndStartsNothing()
    {
        var other = await _api.AddUserAsync();

        var answer = await _api.Post("/v2/apps", new { id = _app }, other).WithHeader("Prefer", "respond-async").SendAsync();

        answer.ShouldRefuseField("id", "Application with this id already exists.");
        answer.Header("Preference-Applied").ShouldBeNull();
        (await _api.Get($"/v2/apps/{_app}/operations?kind=create", _user).SendAsync()).Results.ShouldBeEmpty();
    }

    [Fact]
    public async Task NewApp_AskedForByManyAtOnce_IsStoredOnceWithOneOperation()
    {
        var name = $"app-{Guid.NewGuid():N}"[..30];

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SendAsync("POST", "/v2/apps", $"{{\"id\":\"{name}\"}}")));

        answers.Count(answer => answer.Status == 202).ShouldBe(1);
        answers.Where(answer => answer.Status != 202).ShouldAllBe(answer => answer.Body == """{"id":["Application with this id already exists."]}""");
        (await _api.Get($"/v2/apps/{name}/operations", _user).SendAsync()).Json["count"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task ChangeOfRouting_ThatIsRefused_StartsNothing()
    {
        (await SendAsync("POST", $"/v2/apps/{_app}/domains", $"{{\"domain\":\"{_app}\"}}")).ShouldRefuseField("domain", "Domain is already in use by another application");

        (await _api.Get($"/v2/apps/{_app}/operations?kind=route", _user).SendAsync()).Results.ShouldBeEmpty();
    }

    [Fact]
    public async Task ChangesOfRouting_BeforeTheRuntimeIsTold_ShareAnOperation()
    {
        _api.Operations.HoldAllOf(_app);

        var first = await AddDomainAsync("one");

        (await AddDomainAsync("two")).ShouldBe(first);
        (await SendAsync("POST", $"/v2/apps/{_app}/settings", "{\"maintenance\":true}")).ShouldHaveStatus(202).Header("Location").ShouldBe(first);
        (await _api.Get($"/v2/apps/{_app}/operations?kind=route", _user).SendAsync()).Json["count"]!.GetValue<int>().ShouldBe(1);
        (await _api.Get($"/v2/apps/{_app}/domains", _user).SendAsync()).Json["count"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task ChangeOfRouting_AfterTheRuntimeWasTold_HasAnOperationOfItsOwn()
    {
        _api.Operations.HoldAllOf(_app);
        var first = await AddDomainAsync("one");

        await using (var scope = _api.Service<IServiceScopeFactory>().CreateAsyncScope())
        {
            var id = Guid.Parse((await _api.Get($"/v2/apps/{_app}", _user).SendAsync()).Json["uuid"]!.ToString());
            (await scope.ServiceProvider.GetRequiredService<PublishApp>().ExecuteAsync(id, closing: first.Split('/')[^1], CancellationToken.None)).ShouldBeTrue();
        }

        (await AddDomainAsync("two")).ShouldNotBe(first);
    }

    [Fact]
    public async Task ChangeOfRouting_WhereTheRuntimeIsAwayForLong_HasAnOperationThatHasTimeLeft()
    {
        _api.Operations.HoldAllOf(_app);
        var first = await AddDomainAsync("one");
        await _api.UseDatabaseAsync(database => database.Operations.Where(o => o.App == _app && o.Kind == "route")
            .ExecuteUpdateAsync(o => o.SetProperty(row => row.Created, TimeProvider.System.GetUtcNow().AddMinutes(-31))));

        (await AddDomainAsync("two")).ShouldNotBe(first);
    }

    [Fact]
    public async Task Autoscaling_ChangedOverAndOverBeforeTheRuntimeIsTold_IsRefusedAndStaysAsItWas()
    {
        _api.Operations.HoldAllOf(_app);
        for (var max = 2; max < 22; max++)
        {
            (await AutoscaleAsync(max)).ShouldHaveStatus(202);
        }

        (await AutoscaleAsync(22)).ShouldFail(
            409, $"{_app} has 20 changes of its autoscaling already that the runtime was not told of yet. Try again when one of those operations has ended.");

        (await _api.Get($"/v2/apps/{_app}/settings", _user).SendAsync()).Json["autoscale"]!["web"]!["max"]!.GetValue<int>().ShouldBe(21);
        (await _api.Get($"/v2/apps/{_app}/operations?kind=autoscale", _user).SendAsync()).Json["count"]!.GetValue<int>().ShouldBe(20);
        await AddDomainAsync("one");

        Task<ApiAnswer> AutoscaleAsync(int max) =>
            SendAsync("POST", $"/v2/apps/{_app}/settings", $"{{\"autoscale\":{{\"web\":{{\"min\":1,\"max\":{max},\"cpu_percent\":50}}}}}}");
    }

    [Fact]
    public async Task Certificate_RemovedFromSeveralApps_TellsWhereToLookForEach()
    {
        var other = await _api.AddAppAsync(_user);
        var (host, certificate) = await AddRoutingAsync(_app);
        (await SendAsync("POST", $"/v2/certs/{certificate}/domain/{other}", "")).ShouldHaveStatus(202);

        var answer = (await SendAsync("DELETE", $"/v2/certs/{certificate}", "")).ShouldHaveStatus(202);

        var places = answer.Json["operations"]!.AsArray().Select(place => place!.ToString()).ToList();
        places.Select(place => place.Split('/')[3]).ShouldBe([_app, other], ignoreOrder: true);
        answer.Header("Location").ShouldBe(places[0]);
        places[0].ShouldEndWith($"/{answer.Json["operation"]}");
        foreach (var place in places)
        {
            (await _api.Get(place, _user).SendAsync()).ShouldHaveStatus(200).Json["kind"]!.ToString().ShouldBe("route");
        }
        (await _api.Get($"/v2/certs/{certificate}", _user).SendAsync()).ShouldHaveStatus(404);
        (await _api.Get($"/v2/apps/{_app}/domains", _user).SendAsync()).Results.Select(domain => domain!["domain"]!.ToString()).ShouldContain(host);
    }

    [Fact]
    public async Task CertificateOnAnAppOfSomebodyElse_WhoseOperationsItsOwnerCannotSee_IsDetachedBeforeTheAnswer()
    {
        var (host, certificate) = await AddRoutingAsync(_app);
        var heir = await _api.AddUserAsync();
        (await _api.Post($"/v2/apps/{_app}", new { owner = heir.Name }, _user).SendAsync()).ShouldHaveStatus(200);

        var answer = await SendAsync("DELETE", $"/v2/certs/{certificate}/domain/{host}", "");

        answer.ShouldHaveStatus(204).Header("Preference-Applied").ShouldBeNull();
        _api.Runtime.Routing[_app].Certificates.ShouldBeEmpty();
    }

    [Fact]
    public async Task Change_ThatIsWaitedFor_DoesNotSayThatThePreferenceWasHeard() =>
        (await _api.Post($"/v2/apps/{_app}/domains", new { domain = $"www.{_app}.org" }, _user).SendAsync()).ShouldHaveStatus(201).Header("Preference-Applied").ShouldBeNull();

    [Fact]
    public async Task EveryChange_OffersThePreferenceOrHasNothingToWaitFor()
    {
        var changes = (await DescribedApi.ReadAsync()).Operations.Where(operation => operation.Verb != "GET").ToList();

        var silent = changes.Where(change => change.Node["parameters"]?.AsArray().Any(parameter => parameter!["name"]!.ToString() == "Prefer") != true);

        silent.Select(change => change.Id).Where(id => !id.StartsWith(OfTheEngine, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(OnlyRows.Concat(AlwaysAtOnce).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task BuildOfABuilder_ThatIsNotWaitedFor_TellsWhereToLook()
    {
        _api.Operations.HoldAllOf(_app);

        var build = new { receive_user = _user.Name, receive_repo = _app, image = "x" };
        var answer = await _api.Hook("/v2/hooks/build", build).WithHeader("Prefer", "respond-async").SendAsync();

        await ShouldTellWhereToLookAsync(answer, "deploy");
    }

    [Fact]
    public async Task Stop_ThatIsNotWaitedFor_TellsWhereToLook()
    {
        var operation = await AddRunAsync("run-abcde");

        var answer = await _api.Post($"/v2/apps/{_app}/pods/run/abcde/stop", null, _user).WithHeader("Prefer", "respond-async").SendAsync();

        (await ShouldTellWhereToLookAsync(answer, "run")).ShouldBe(operation);
    }

    [Fact]
    public async Task Change_ThatIsRefused_IsNotAccepted()
    {
        _api.Operations.RefuseNext(Platform.Results.Error.Conflict("busy"));

        (await _api.Post($"/v2/apps/{_app}/config", new { values = new { A = "1" } }, _user).WithHeader("Prefer", "respond-async").SendAsync()).ShouldFail(409, "busy");
    }

    private async Task<string> ShouldTellWhereToLookAsync(ApiAnswer answer, string kind)
    {
        var id = answer.ShouldHaveStatus(202).Json["operation"]!.ToString();
        answer.Header("Location").ShouldBe($"/v2/apps/{_app}/operations/{id}");
        answer.Header("Preference-Applied").ShouldBe("respond-async");
        var operation = (await _api.Get(answer.Header("Location")!, _user).SendAsync()).ShouldHaveStatus(200).Json;
        (operation["user"]!.ToString(), operation["kind"]!.ToString()).ShouldBe((_user.Name, kind));
        return id;
    }

    private async Task<string> AddDomainAsync(string name) =>
        (await SendAsync("POST", $"/v2/apps/{_app}/domains", $"{{\"domain\":\"{name}.{_app}.org\"}}")).ShouldHaveStatus(202).Header("Location")!;

    private Task<ApiAnswer> SendAsync(string method, string path, string body) =>
        _api.Request(method, path).As(_user).WithBody(body, "application/json").WithHeader("Prefer", "respond-async").SendAsync();

    /// <summary>Gives an app something of everything that decides how it is reached.</summary>
    private async Task<(string Host, string Certificate)> AddRoutingAsync(string app)
    {
        var (host, certificate) = ($"www.{app}.com", $"c{Guid.NewGuid():N}");
        var pem = TestCertificate.For(host);
        (await _api.Post($"/v2/apps/{app}/domains", new { domain = host }, _user).SendAsync()).ShouldHaveStatus(201);
        (await _api.Post($"/v2/apps/{app}/whitelist", new { addresses = new[] { "10.0.0.1" } }, _user).SendAsync()).ShouldHaveStatus(201);
        (await _api.Post($"/v2/apps/{app}/services", new { procfile_type = "api", path_pattern = "/api" }, _user).SendAsync()).ShouldHaveStatus(201);
        (await _api.Post("/v2/certs", new { name = certificate, certificate = pem.Chain, key = pem.Key }, _user).SendAsync()).ShouldHaveStatus(201);
        (await _api.Post($"/v2/certs/{certificate}/domain/{host}", null, _user).SendAsync()).ShouldHaveStatus(201);
        return (host, certificate);
    }

    private async Task<string> AddRunAsync(string name)
    {
        var uuid = Guid.NewGuid();
        var operation = $"run-{uuid:N}";
        await _api.UseDatabaseAsync(async database =>
        {
            var app = await database.Apps.SingleAsync(a => a.Id == _app);
            var release = await database.Releases.Where(r => r.AppId == app.Uuid).OrderByDescending(r => r.Version).FirstAsync();
            var now = TimeProvider.System.GetUtcNow();
            database.Operations.Add(new() { Id = operation, App = _app, AppId = app.Uuid, UserId = app.OwnerId, Username = _user.Name, Kind = "run", Open = true, Created = now });
            database.Runs.Add(new Run
            {
                Uuid = uuid,
                AppId = app.Uuid,
                ReleaseId = release.Uuid,
                Operation = operation,
                Process = $"{_app}-{name}",
                ProtectedCommand = [1],
                Detached = true,
                Created = now,
            });
            await database.SaveChangesAsync();
        });
        return await _api.Service<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
            RunInput.Orchestration, new RunInput(uuid, Guid.Empty, _app, name, 60), new StartOrchestrationOptions(operation));
    }
}
