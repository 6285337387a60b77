using System.Text.Json.Nodes;
using Deis.Functions.Tests.Support;
using Deis.Orchestrations;
using Deis.Orchestrations.Deploy;
using Deis.Platform.Results;

namespace Deis.Functions.Tests.Config;

[Collection(ApiCollection.Name)]
public sealed class ConfigTests(ApiFixture fixture) : IAsyncLifetime
{
    private readonly ApiHost _api = fixture.Api;
    private TestUser _user = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _user = await _api.AddUserAsync();
        _app = await _api.AddAppAsync(_user);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Config_Changed_IsTheCompleteNewOne()
    {
        var first = await SetAsync("""{"values":{"NEW_URL1":"http://a"}}""");
        var second = await SetAsync("""{"values":{"NEW_URL2":"http://b"}}""");

        second.ShouldHaveStatus(201);
        second.Keys.ShouldBe(
        [
            "uuid", "app", "owner", "values", "memory", "lifecycle_post_start", "lifecycle_pre_stop", "cpu", "tags", "registry", "healthcheck",
            "termination_grace_period", "created", "updated",
        ]);
        second.Json["uuid"]!.ToString().ShouldNotBe(first.Json["uuid"]!.ToString());
        second.Json["owner"]!.ToString().ShouldBe(_user.Name);
        second.Json["values"]!.ToJsonString().ShouldBe("""{"NEW_URL1":"http://a","NEW_URL2":"http://b"}""");
        (await GetAsync()).Body.ShouldBe(second.Body);
    }

    [Fact]
    public async Task Config_Changed_IsRolledOutAtOnceOrNotAtAll()
    {
        var answer = await SetAsync("""{"values":{"A":"1"}}""");

        var (id, input) = _api.Operations.Inputs.Last();
        input.ShouldBeOfType<DeployInput>().ShouldSatisfyAllConditions(
            deploy => deploy.Trigger.ShouldBe(DeployTrigger.Config),
            deploy => deploy.App.ShouldBe(_app),
            deploy => deploy.ConfigId.ToString().ShouldBe(answer.Json["uuid"]!.ToString()));
        _api.Operations.Leases[id].ShouldBe(LeaseMode.AtStart);
    }

    [Theory]
    [InlineData("""{"values":{"A":5000}}""", "5000")]
    [InlineData("""{"values":{"A":true}}""", "True")]
    [InlineData("""{"values":{"A":1.5}}""", "1.5")]
    [InlineData("""{"values":{"A":2.0}}""", "2.0")]
    [InlineData("""{"values":{"A":[1,2,null,"it's"]}}""", "[1, 2, None, \"it's\"]")]
    [InlineData("""{"values":{"A":{"b":false}}}""", "{'b': False}")]
    [InlineData("""{"values":{"A":"žluťoučký kůň"}}""", "žluťoučký kůň")]
    [InlineData("""{"values":{"A":""}}""", "")]
    [InlineData("""{"values":{"A":" spaces and\nlines "}}""", " spaces and\nlines ")]
    [InlineData("""{"values":"{\"A\":\"as text\"}"}""", "as text")]
    public async Task Value_OfAnyKind_BecomesText(string body, string expected) =>
        (await SetAsync(body)).ShouldHaveStatus(201).Json["values"]!["A"]!.GetValue<string>().ShouldBe(expected);

    [Fact]
    public async Task Key_Unset_IsGoneAndCannotBeUnsetAgain()
    {
        await SetAsync("""{"values":{"A":"1","B":"2"}}""");

        (await SetAsync("""{"values":{"A":null}}""")).ShouldHaveStatus(201).Json["values"]!.ToJsonString().ShouldBe("""{"B":"2"}""");
        (await SetAsync("""{"values":{"A":null}}""")).ShouldFail(422, "A does not exist under values");
        (await SetAsync("""{"cpu":{"cmd":null}}""")).ShouldFail(422, "cmd does not exist under cpu");
    }

    [Theory]
    [InlineData("""{"values":{"A":"1"}}""")]
    [InlineData("{}")]
    [InlineData(null)]
    public async Task Config_ThatChangesNothing_IsRefusedAndMakesNoRelease(string? body)
    {
        await SetAsync("""{"values":{"A":"1"}}""");

        var answer = await _api.Post($"/v2/apps/{_app}/config", body is null ? null : JsonNode.Parse(body), _user).SendAsync();

        answer.ShouldFail(409, $"{_user.Name} changed nothing - release stopped");
        (await VersionsAsync()).ShouldBe([2, 1]);
    }

    [Theory]
    [InlineData("""{"values":{"123":"1"}}""", "values")]
    [InlineData("""{"values":{"../../foo":"1"}}""", "values")]
    [InlineData("""{"values":{"FOO-BAR":"1"}}""", "values")]
    [InlineData("""{"values":{"PORT":"dog"}}""", "values", "PORT can only be a numeric value")]
    [InlineData("""{"values":{"PORT":99999}}""", "values", "PORT needs to be between 1 and 65535")]
    [InlineData("""{"memory":{"web":"1Z"}}""", "memory")]
    [InlineData("""{"memory":{"w3&b":"1G"}}""", "memory", "Process types can only contain lowercase alphanumeric characters")]
    [InlineData("""{"cpu":{"web":"this will fail"}}""", "cpu", "CPU limit format: <value> or <value>/<value>, where value must be a numeric")]
    [InlineData("""{"termination_grace_period":{"web":"abc"}}""", "termination_grace_period")]
    [InlineData("""{"termination_grace_period":{"web":"86401"}}""", "termination_grace_period",
        "Termination Grace Period format: <value>, where value must be a whole number of seconds, at most 86400 (a day)")]
    [InlineData("""{"values":{"KUBERNETES_POD_TERMINATION_GRACE_PERIOD_SECONDS":"1h"}}""", "values",
        "KUBERNETES_POD_TERMINATION_GRACE_PERIOD_SECONDS can only be a numeric value, at most 86400 (a day)")]
    [InlineData("""{"values":{"DEIS_DEPLOY_BATCHES":"all"}}""", "values", "DEIS_DEPLOY_BATCHES can only be a numeric value")]
    [InlineData("""{"tags":{"a/b/c":"x"}}""", "tags")]
    [InlineData("""{"healthcheck":{"web/cmd":{"testProbe":{}}}}""", "healthcheck", "Healthcheck keys must be either livenessProbe or readinessProbe")]
    [InlineData("""{"values":null}""", "values", "This field may not be null.")]
    [InlineData("""{"values":["A"]}""", "values", "Value must be a JSON object, or a text that holds one.")]
    [InlineData("""{"values":"no json"}""", "values", "Value must be a JSON object, or a text that holds one.")]
    public async Task Config_ThatBreaksRules_NamesTheFieldAndMakesNoRelease(string body, string field, string? message = null)
    {
        var answer = await SetAsync(body);

        answer.ShouldRefuseField(field, message ?? answer.Json[field]![0]!.ToString());
        (await VersionsAsync()).ShouldBe([1]);
    }

    [Theory]
    [InlineData(1024 * 1024, 1, "A0 has more than 128 KiB, which an environment variable cannot. Large data belongs into a file of the app or into object storage.")]
    [InlineData((128 * 1024) - 3, 1, "A0 has more than 128 KiB, which an environment variable cannot. Large data belongs into a file of the app or into object storage.")]
    [InlineData(100 * 1024, 11, "All values together would have more than 1 MiB. Large data belongs into a file of the app or into object storage.")]
    public async Task Values_TooLargeForAnEnvironment_AreRefused(int bytes, int count, string message)
    {
        var values = new JsonObject(Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"A{i}", (JsonNode?)new string('x', bytes))));

        (await SetAsync(new JsonObject { ["values"] = values }.ToJsonString())).ShouldRefuseField("values", message);
        (await VersionsAsync()).ShouldBe([1]);
    }

    [Fact]
    public async Task Value_AsLargeAsAnEnvironmentVariableCanBe_IsTaken() =>
        (await SetAsync(new JsonObject { ["values"] = new JsonObject { ["A0"] = new string('x', (128 * 1024) - 4) } }.ToJsonString())).ShouldHaveStatus(201);

    [Fact]
    public async Task Registry_WithoutPort_IsRefused()
    {
        (await SetAsync("""{"registry":{"username":"bob"}}""")).ShouldFail(400, "PORT needs to be set in the config when using a private registry");
        (await SetAsync("""{"values":{"PORT":"5000"},"registry":{"username":"bob","PASSWORD":"x"}}""")).ShouldHaveStatus(201)
            .Json["registry"]!.ToJsonString().ShouldBe("""{"username":"bob","password":"x"}""");
    }

    [Fact]
    public async Task Config_WhoseDeployFails_IsNotTheBaseOfTheNext()
    {
        await SetAsync("""{"values":{"A":"good"}}""");
        _api.Operations.FailNext(Error.Domain("web does not listen on PORT"));

        (await SetAsync("""{"values":{"A":"bad","B":"lost"}}""")).ShouldFail(400, "web does not listen on PORT");

        (await GetAsync()).Json["values"]!.ToJsonString().ShouldBe("""{"A":"good"}""");
        (await SetAsync("""{"values":{"C":"new"}}""")).Json["values"]!.ToJsonString().ShouldBe("""{"A":"good","C":"new"}""");
        var failed = (await _api.Get($"/v2/apps/{_app}/releases/v3", _user).SendAsync()).Json;
        failed["failed"]!.GetValue<bool>().ShouldBeTrue();
        failed["summary"]!.ToString().ShouldBe($"{_user.Name} deployed a config that failed");
        failed["exception"]!.ToString().ShouldBe("error: web does not listen on PORT");
        (await VersionsAsync()).ShouldBe([4, 3, 2, 1]);
    }

    [Fact]
    public async Task Config_DuringARollout_IsRefusedWithWhoAndSinceWhen()
    {
        _api.Operations.RefuseNext(Error.Conflict("Deployment for x is already in progress (deploy by bob, for 5 s)."));

        (await SetAsync("""{"values":{"A":"1"}}""")).ShouldFail(409, "Deployment for x is already in progress (deploy by bob, for 5 s).");
        (await VersionsAsync()).ShouldBe([1]);
    }

    [Fact]
    public async Task Config_ByAnAdministrator_IsHis()
    {
        var admin = await _api.AddUserAsync(isAdmin: true);

        (await _api.Post($"/v2/apps/{_app}/config/", new { values = new { A = "1" } }, admin).SendAsync()).ShouldHaveStatus(201).Json["owner"]!.ToString().ShouldBe(admin.Name);
    }

    [Fact]
    public async Task Values_InTheDatabase_AreNotReadable()
    {
        await SetAsync("""{"values":{"A":"top-secret-value"},"registry":{}}""");

        await _api.UseDatabaseAsync(database =>
        {
            database.Configs.ToList().ShouldAllBe(c => !System.Text.Encoding.UTF8.GetString(c.ProtectedValues).Contains("top-secret", StringComparison.Ordinal));
            return Task.CompletedTask;
        });
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task OtherMethods_OnTheConfig_AreNotAllowed(string method) =>
        (await _api.Request(method, $"/v2/apps/{_app}/config").As(_user).SendAsync()).ShouldHaveStatus(405);

    private Task<ApiAnswer> SetAsync(string body) => _api.Post($"/v2/apps/{_app}/config", JsonNode.Parse(body), _user).SendAsync();

    private Task<ApiAnswer> GetAsync() => _api.Get($"/v2/apps/{_app}/config", _user).SendAsync();

    private async Task<IEnumerable<int>> VersionsAsync() =>
        (await _api.Get($"/v2/apps/{_app}/releases", _user).SendAsync()).Results.Select(r => r!["version"]!.GetValue<int>());
}
