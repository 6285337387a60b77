using Deis.Functions.Tests.Support;
using Deis.Orchestrations;

namespace Deis.Functions.Tests.Admission;

[Collection(ApiCollection.Name)]
public sealed class AdmissionTests(ApiFixture fixture)
{
    private const string Refusal = "The API has more requests than it can serve. Nothing was done; try again in a moment.";

    [Fact]
    public async Task ShortRequests_BeyondThoseThatMayWait_AreToldToComeBackLater()
    {
        await using var api = await fixture.StartAsync(("Admission:ShortAtOnce", "1"), ("Admission:ShortWaiting", "1"));
        var user = await api.AddUserAsync();
        var gate = api.Runtime.Gate = new StartGate();
        var served = api.Post("/v2/apps", new { id = "myapp" }, user).SendAsync();
        await gate.ReachedAsync();
        Task<ApiAnswer>[] others = [api.Get("/v2/keys", user).SendAsync(), api.Get("/v2/keys", user).SendAsync()];

        var refused = await Task.WhenAny(others);
        (await refused).ShouldFail(503, Refusal);
        (await refused).Header("Retry-After").ShouldBe("1");
        (await refused).Header("DEIS_API_VERSION").ShouldNotBeNull();

        gate.Open();
        (await served).ShouldHaveStatus(201);
        (await others.Single(other => other != refused)).ShouldHaveStatus(200);
        (await api.Get("/v2/apps/myapp", user).SendAsync()).ShouldHaveStatus(200);
    }

    [Fact]
    public async Task ShortRequests_ThatFillTheirLane_DoNotKeepOutOtherKinds()
    {
        await using var api = await fixture.StartAsync(("Admission:ShortAtOnce", "1"), ("Admission:ShortWaiting", "0"));
        var user = await api.AddUserAsync();
        var app = await api.AddAppAsync(user);
        var gate = api.Runtime.Gate = new StartGate();
        var served = api.Post("/v2/apps", null, user).SendAsync();
        await gate.ReachedAsync();

        (await api.Get("/v2/keys", user).SendAsync()).ShouldFail(503, Refusal);
        (await api.Get("/healthz").SendAsync()).ShouldHaveStatus(200);
        (await api.Get("/readiness").SendAsync()).ShouldHaveStatus(200);
        (await api.Get($"/v2/apps/{app}/logs", user).SendAsync()).ShouldHaveStatus(204);
        (await api.Post($"/v2/apps/{app}/config", new { values = new { A = "1" } }, user).SendAsync()).ShouldHaveStatus(201);
        (await api.Hook("/v2/hooks/config", new { receive_user = user.Name, receive_repo = app }).SendAsync()).ShouldHaveStatus(200);

        gate.Open();
        (await served).ShouldHaveStatus(201);
    }

    [Fact]
    public async Task LongRequests_BeyondTheirNumber_AreToldToComeBackLater_AndShortOnesGoOn()
    {
        await using var api = await fixture.StartAsync(("Admission:LongAtOnce", "1"));
        var user = await api.AddUserAsync();
        var app = await api.AddAppAsync(user);
        api.Operations.HoldNext();
        var waiting = api.Post($"/v2/apps/{app}/config", new { values = new { A = "1" } }, user).SendAsync();
        var operation = await Wait.ForAsync(() => api.Operations.Inputs.Keys.SingleOrDefault());

        (await api.Get($"/v2/apps/{app}/logs", user).SendAsync()).ShouldFail(503, Refusal);
        (await api.Get($"/v2/apps/{app}", user).SendAsync()).ShouldHaveStatus(200);

        api.Operations.Finish(operation, ChangeOutcome.Success(1));
        await waiting;
        (await api.Get($"/v2/apps/{app}/logs", user).SendAsync()).ShouldHaveStatus(204);
    }
}
