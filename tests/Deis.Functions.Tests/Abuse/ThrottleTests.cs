using Deis.Functions.Tests.Support;
using Deis.Orchestrations;
using Microsoft.Extensions.Time.Testing;

namespace Deis.Functions.Tests.Abuse;

/// <summary>Clients that ask too often, and those that guess passwords.</summary>
[Collection(ApiCollection.Name)]
public sealed class ThrottleTests(ApiFixture fixture)
{
    private const string Here = "198.51.100.1";
    private const string Elsewhere = "198.51.100.2";

    private static readonly (string, string) TrustsTests = ("Abuse:TrustedProxies:0", "127.0.0.0/8");

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Logins_ThatFail_AreFollowedByPausesThatATimeEnds()
    {
        await using var api = await fixture.StartAsync(_clock, TrustsTests);
        var user = await api.AddUserAsync();
        for (var i = 0; i < 5; i++)
        {
            (await LogInAsync(api, user.Name, "wrong", Here)).ShouldHaveStatus(400);
        }

        var refused = await LogInAsync(api, user.Name, TestUser.Password, Here);

        refused.ShouldFail(429, "There were too many failed logins. Try again in 1 s.");
        refused.Header("Retry-After").ShouldBe("1");
        refused.Header("DEIS_API_VERSION").ShouldBe("2.3");
        (await LogInAsync(api, user.Name, TestUser.Password, Elsewhere)).ShouldHaveStatus(200);
        (await LogInAsync(api, (await api.AddUserAsync()).Name, TestUser.Password, Here)).ShouldHaveStatus(200);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await LogInAsync(api, user.Name, TestUser.Password, Here)).ShouldHaveStatus(200);
    }

    [Fact]
    public async Task Logins_ThatFailForManyAccounts_PauseTheAddress()
    {
        await using var api = await fixture.StartAsync(_clock, TrustsTests, ("Abuse:LoginsPerAddress", "8"));
        for (var i = 0; i < 8; i++)
        {
            (await LogInAsync(api, $"user{i}", "wrong", Here)).ShouldHaveStatus(400);
        }

        (await LogInAsync(api, "another", "wrong", Here)).ShouldHaveStatus(429);
        (await LogInAsync(api, "another", "wrong", Elsewhere)).ShouldHaveStatus(400);
    }

    [Fact]
    public async Task Logins_ThatFailFromManyAddresses_PauseTheAccountShortly()
    {
        await using var api = await fixture.StartAsync(_clock, TrustsTests, ("Abuse:LoginsPerAccount", "8"));
        var user = await api.AddUserAsync();
        for (var i = 0; i < 20; i++)
        {
            var answer = await LogInAsync(api, user.Name, "wrong", $"203.0.113.{i}");
            if (answer.Status == 429)
            {
                int.Parse(answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 10);
                _clock.Advance(TimeSpan.FromSeconds(10));
            }
        }

        (await LogInAsync(api, user.Name, TestUser.Password, Elsewhere)).ShouldHaveStatus(429);
        _clock.Advance(TimeSpan.FromSeconds(10));
        (await LogInAsync(api, user.Name, TestUser.Password, Elsewhere)).ShouldHaveStatus(200);
    }

    [Fact]
    public async Task Logins_ThatFailFromElsewhere_DoNotKeepOutWhoWasLetInBefore()
    {
        await using var api = await fixture.StartAsync(_clock, TrustsTests, ("Abuse:LoginsPerAccount", "8"), ("Abuse:LoginsPerAddress", "8"));
        var user = await api.AddUserAsync();
        (await LogInAsync(api, user.Name, TestUser.Password, Here)).ShouldHaveStatus(200);
        for (var i = 0; i < 8; i++)
        {
            (await LogInAsync(api, user.Name, "wrong", $"203.0.113.{i}")).ShouldHaveStatus(400);
            (await LogInAsync(api, $"other{i}", "wrong", Here)).ShouldHaveStatus(400);
        }
        (await LogInAsync(api, user.Name, "wrong", Elsewhere)).ShouldHaveStatus(429);
        (await LogInAsync(api, "other", "wrong", Here)).ShouldHaveStatus(429);

        (await LogInAsync(api, user.Name, TestUser.Password, Here)).ShouldHaveStatus(200);
        for (var i = 0; i < 5; i++)
        {
            (await LogInAsync(api, user.Name, "wrong", Here)).ShouldHaveStatus(400);
        }
        (await LogInAsync(api, user.Name, TestUser.Password, Here)).ShouldHaveStatus(429);
    }

    [Fact]
    public async Task Logins_ThatComeTogetherAfterAPause_AreOne()
    {
        await using var api = await fixture.StartAsync(_clock);
        var user = await api.AddUserAsync();
        for (var i = 0; i < 5; i++)
        {
            (await LogInAsync(api, user.Name, "wrong", Here)).ShouldHaveStatus(400);
        }
        _clock.Advance(TimeSpan.FromSeconds(1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => LogInAsync(api, user.Name, "wrong", Here)));

        answers.Select(answer => answer.Status).Order().ShouldBe([400, .. Enumerable.Repeat(429, 7)]);
    }

    [Fact]
    public async Task Logins_ThatNameAnotherAddressEachTime_ArePausedAllTheSame()
    {
        await using var api = await fixture.StartAsync(_clock);
        var user = await api.AddUserAsync();
        for (var i = 0; i < 5; i++)
        {
            (await LogInAsync(api, user.Name, "wrong", $"203.0.113.{i}")).ShouldHaveStatus(400);
        }

        (await LogInAsync(api, user.Name, "wrong", "203.0.113.99")).ShouldHaveStatus(429);
    }

    [Fact]
    public async Task Login_AfterAPause_LeavesNoneBehind()
    {
        await using var api = await fixture.StartAsync(_clock, TrustsTests, ("Abuse:LoginsPerAddress", "5"));
        var (user, colleague) = (await api.AddUserAsync(), await api.AddUserAsync());
        for (var i = 0; i < 5; i++)
        {
            (await LogInAsync(api, user.Name, "wrong", Here)).ShouldHaveStatus(400);
        }
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await LogInAsync(api, user.Name, TestUser.Password, Here)).ShouldHaveStatus(200);
        (await LogInAsync(api, user.Name, TestUser.Password, Here)).ShouldHaveStatus(200);
        (await LogInAsync(api, colleague.Name, TestUser.Password, Here)).ShouldHaveStatus(200);
    }

    [Fact]
    public async Task Password_OfAnAccountThatIsGuessedAt_CanBeSetByAnAdministrator()
    {
        await using var api = await fixture.StartAsync(_clock);
        var (user, admin) = (await api.AddUserAsync(), await api.AddUserAsync(isAdmin: true));
        for (var i = 0; i < 5; i++)
        {
            (await LogInAsync(api, user.Name, "wrong", Here)).ShouldHaveStatus(400);
        }

        (await api.Post("/v2/auth/passwd", new { username = user.Name, new_password = "another" }, admin).SendAsync()).ShouldHaveStatus(200);
        (await LogInAsync(api, user.Name, "another", Here)).ShouldHaveStatus(429);
    }

    [Fact]
    public async Task Password_GuessedWithAToken_IsPausedToo()
    {
        await using var api = await fixture.StartAsync(_clock);
        var user = await api.AddUserAsync();
        for (var i = 0; i < 5; i++)
        {
            (await ChangeAsync("wrong")).ShouldHaveStatus(401);
        }

        (await ChangeAsync(TestUser.Password)).ShouldHaveStatus(429);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await ChangeAsync(TestUser.Password)).ShouldHaveStatus(200);

        Task<ApiAnswer> ChangeAsync(string password) => api.Post("/v2/auth/passwd", new { password, new_password = "another" }, user).SendAsync();
    }

    [Fact]
    public async Task Requests_OfOneToken_BeyondTheLimitAreRefusedAndOthersAreNot()
    {
        await using var api = await fixture.StartAsync(_clock, ("Abuse:RequestsPerSecond", "1"), ("Abuse:RequestBurst", "3"));
        var (busy, other) = (await api.AddUserAsync(), await api.AddUserAsync());
        for (var i = 0; i < 3; i++)
        {
            (await api.Get("/v2/apps", busy).SendAsync()).ShouldHaveStatus(200);
        }

        var refused = await api.Get("/v2/apps", busy).SendAsync();

        refused.ShouldFail(429, "There were too many requests. Try again in 1 s.");
        refused.Header("Retry-After").ShouldBe("1");
        (await api.Get("/v2/apps", other).SendAsync()).ShouldHaveStatus(200);
        (await api.Get("/healthz").SendAsync()).ShouldHaveStatus(200);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await api.Get("/v2/apps", busy).SendAsync()).ShouldHaveStatus(200);
    }

    [Fact]
    public async Task Requests_WithInventedTokens_AreCountedByTheirAddress()
    {
        await using var api = await fixture.StartAsync(_clock, TrustsTests, ("Abuse:RequestsPerSecond", "1"), ("Abuse:RequestBurst", "3"));
        var user = await api.AddUserAsync();
        for (var i = 0; i < 3; i++)
        {
            (await AskAsync(new TestUser("nobody", $"invented{i}"), Here)).ShouldHaveStatus(401);
        }

        (await AskAsync(new TestUser("nobody", "invented"), Here)).ShouldHaveStatus(429);
        (await AskAsync(new TestUser("nobody", "invented"), Elsewhere)).ShouldHaveStatus(401);
        (await AskAsync(user, Here)).ShouldHaveStatus(200);

        Task<ApiAnswer> AskAsync(TestUser who, string address) => api.Get("/v2/apps", who).WithHeader("X-Forwarded-For", address).SendAsync();
    }

    [Fact]
    public async Task Requests_OfOneUserThatLast_DoNotTakeAllPlaces()
    {
        await using var api = await fixture.StartAsync(_clock, ("Abuse:LastingRequestsAtOnce", "1"));
        var (busy, other) = (await api.AddUserAsync(), await api.AddUserAsync());
        var (app, others) = (await api.AddAppAsync(busy), await api.AddAppAsync(other));
        api.Operations.HoldNext();
        var waiting = api.Post($"/v2/apps/{app}/config", new { values = new { A = "1" } }, busy).SendAsync();
        var operation = await Wait.ForAsync(() => api.Operations.Inputs.Keys.SingleOrDefault());

        var refused = await api.Get($"/v2/apps/{app}/logs", busy).SendAsync();

        refused.ShouldFail(429, "There are too many requests of yours that wait, follow a log or run a command. Try again in 10 s.");
        refused.Header("Retry-After").ShouldBe("10");
        (await api.Get($"/v2/apps/{app}", busy).SendAsync()).ShouldHaveStatus(200);
        (await api.Get($"/v2/apps/{others}/logs", other).SendAsync()).ShouldHaveStatus(204);
        api.Operations.Finish(operation, ChangeOutcome.Success(1));
        (await waiting).ShouldHaveStatus(201);
        await Wait.UntilAsync(async () => (await api.Get($"/v2/apps/{app}/logs", busy).SendAsync()).Status == 204);
    }

    [Fact]
    public async Task Builders_AreNotCounted()
    {
        await using var api = await fixture.StartAsync(_clock, ("Abuse:RequestsPerSecond", "1"), ("Abuse:RequestBurst", "1"));

        for (var i = 0; i < 5; i++)
        {
            (await api.Request("GET", "/v2/hooks/key/00:11").WithBuilderKey().SendAsync()).ShouldHaveStatus(404);
        }
    }

    private static Task<ApiAnswer> LogInAsync(ApiHost api, string username, string password, string address) =>
        api.Post("/v2/auth/login/", new { username, password }).WithHeader("X-Forwarded-For", address).SendAsync();
}
