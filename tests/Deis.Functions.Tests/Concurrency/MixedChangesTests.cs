using Deis.Functions.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Tests.Concurrency;

/// <summary>Two hundred changes of all kinds at once, with the real release engine, leases and orchestrations.</summary>
[Collection(ApiCollection.Name)]
public sealed class MixedChangesTests(ApiFixture fixture) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private ApiHost _api = null!;
    private TestUser _owner = null!;

    public async Task InitializeAsync()
    {
        _api = await fixture.StartWithOrchestrationsAsync();
        _api.Http.Timeout = Patience;
        _owner = await _api.AddUserAsync();
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task TwoHundredChanges_OfOneApp_AreAllMadeOnceAndInOrder()
    {
        var app = await DeployAsync();
        var friends = new List<TestUser>();
        for (var i = 0; i < 10; i++)
        {
            friends.Add(await _api.AddUserAsync());
        }
        var configs = Many(24, i => UntilTakenAsync(app, "/config", new { values = new Dictionary<string, string> { [$"KEY{i}"] = "1" } }));
        var builds = Many(8, _ => UntilTakenAsync(app, "/builds", Build(app)));
        var scales = Many(20, i => PostAsync(app, "/scale", new { web = 1 + (i % 3) }, 204));
        var restarts = Many(10, _ => PostAsync(app, "/pods/restart", null, 200));
        var rollbacks = Many(8, _ => UntilTakenAsync(app, "/releases/rollback", new { version = 2 }));
        var domains = Many(40, i => RouteAsync(app, "/domains", new { domain = $"host{i}.{app}.example.com" }, 201));
        var labels = Many(40, i => RouteAsync(app, "/settings", new { label = new Dictionary<string, int> { [$"label{i}"] = i } }, 201));
        var addresses = Many(20, i => RouteAsync(app, "/whitelist", new { addresses = new[] { $"10.0.0.{i}" } }, 201));
        var services = Many(10, i => RouteAsync(app, "/services", new { procfile_type = $"type{i}", path_pattern = $"/{i}" }, 201));
        var tls = Many(10, i => RouteAsync(app, "/tls", new { https_enforced = i % 2 == 0 }, 201, 409));
        var perms = friends.Select(friend => PostAsync(app, "/perms", new { username = friend.Name }, 201)).ToList();
        List<Task> all = [.. configs, .. builds, .. rollbacks, .. scales, .. restarts, .. domains, .. labels, .. addresses, .. services, .. tls, .. perms];
        all.Count.ShouldBe(200);

        await Task.WhenAll(all).WaitAsync(Patience);

        AppAudit audit = new(_api, app, _owner);
        var summaries = await audit.ReleasesAsync();
        summaries.Count.ShouldBe(2 + configs.Count + builds.Count + rollbacks.Count);
        var added = summaries.Where(summary => summary.StartsWith($"{_owner.Name} added ", StringComparison.Ordinal)).ToList();
        (added.Count, added.Distinct().Count()).ShouldBe((configs.Count, configs.Count));
        summaries.Count(summary => summary == $"{_owner.Name} rolled back to v2").ShouldBe(rollbacks.Count);
        // The last rollback took what was set before it.
        var kept = summaries.Reverse().TakeWhile(summary => summary != $"{_owner.Name} rolled back to v2").Count(added.Contains);
        (await audit.GetAsync("/config")).Json["values"]!.AsObject().Count.ShouldBe(kept);
        (await audit.GetAsync("/domains")).Json["count"]!.GetValue<int>().ShouldBe(1 + domains.Count);
        var settings = (await audit.GetAsync("/settings")).Json;
        (settings["label"]!.AsObject().Count, settings["whitelist"]!.AsArray().Count).ShouldBe((labels.Count, addresses.Count));
        (await audit.GetAsync("/services")).Json["services"]!.AsArray().Count.ShouldBe(services.Count);
        (await audit.GetAsync("/perms")).Json["users"]!.AsArray().Count.ShouldBe(friends.Count);
        ((int)(await audit.GetAsync("")).Json["structure"]!["web"]!).ShouldBeInRange(1, 3);
        // What was published last is what the database says.
        var routing = _api.Runtime.Routing[app];
        (routing.Hosts.Count, routing.Whitelist.Count, routing.Services.Count).ShouldBe((1 + domains.Count, addresses.Count, services.Count));
        await audit.NothingIsLeftAsync();
        (await DeadlocksAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task TwoHundredChanges_OfFiftyApps_DisturbEachOtherNowhere()
    {
        var apps = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => DeployAsync()));

        var doomed = apps.Where((_, i) => i % 5 == 0).ToList();
        var changes = apps.Except(doomed).SelectMany(app => (Func<Task>[])
        [
            () => UntilTakenAsync(app, "/config", new { values = new { KEY = "1" } }),
            () => UntilTakenAsync(app, "/builds", Build(app)),
            () => PostAsync(app, "/scale", new { web = 2 }, 204),
            () => RouteAsync(app, "/domains", new { domain = $"www.{app}.example.com" }, 201),
        ]).ToList();
        // In the middle of the others.
        var ends = doomed.SelectMany(app => (Func<Task>[])
        [
            () => UntilTakenOrGoneAsync(app, "/config", new { values = new { KEY = "1" } }),
            () => PostOrGoneAsync(app, "/scale", new { web = 2 }, 204),
            () => DestroyAsync(app),
            () => PostOrGoneAsync(app, "/domains", new { domain = $"www.{app}.example.com" }, 201),
        ]);
        List<Func<Task>> all = [.. changes.Take(80), .. ends, .. changes.Skip(80)];
        all.Count.ShouldBe(200);
        await Task.WhenAll(all.Select(start => start())).WaitAsync(Patience);

        foreach (var app in doomed)
        {
            await new AppAudit(_api, app, _owner).IsGoneAsync();
        }
        foreach (var app in apps.Except(doomed))
        {
            AppAudit audit = new(_api, app, _owner);
            (await audit.ReleasesAsync()).Count.ShouldBe(4);
            (await audit.GetAsync("")).Json["structure"]!.ToJsonString().ShouldBe("""{"web":2}""");
            (await audit.GetAsync("/config")).Json["values"]!.ToJsonString().ShouldBe("""{"KEY":"1"}""");
            (await audit.GetAsync("/domains")).Json["count"]!.GetValue<int>().ShouldBe(2);
            await audit.NothingIsLeftAsync();
        }
        (await DeadlocksAsync()).ShouldBe(0);
    }

    private static List<Task> Many(int count, Func<int, Task> start) => [.. Enumerable.Range(0, count).Select(start)];

    private static object Build(string app) => new { image = $"home/{app}:git-1234abcd/push/slug.tgz", sha = "1234abcd", procfile = new { web = "run-web" } };

    private async Task<string> DeployAsync()
    {
        var app = await _api.AddAppAsync(_owner);
        await PostAsync(app, "/builds", Build(app), 201);
        return app;
    }

    private async Task PostAsync(string app, string path, object? body, params int[] expected) =>
        (await SendAsync(app, path, body)).Status.ShouldBeOneOf(expected);

    // On a machine with much to do a change may wait longer for those before it than requests wait for a lock. Then nothing has changed, and whoever wants it asks again.
    private async Task RouteAsync(string app, string path, object body, params int[] expected)
    {
        ApiAnswer answer;
        do
        {
            answer = await SendAsync(app, path, body);
        }
        while (answer.Status == 503);
        answer.Status.ShouldBeOneOf(expected);
    }

    private async Task PostOrGoneAsync(string app, string path, object? body, int expected)
    {
        var answer = await SendAsync(app, path, body);
        if (!IsOfADoomed(answer))
        {
            answer.ShouldHaveStatus(expected);
        }
    }

    private async Task DestroyAsync(string app) => (await _api.Delete($"/v2/apps/{app}", _owner).SendAsync()).ShouldHaveStatus(204);

    private async Task UntilTakenAsync(string app, string path, object body) => (await AskUntilTakenAsync(app, path, body)).ShouldHaveStatus(201);

    private async Task UntilTakenOrGoneAsync(string app, string path, object body)
    {
        var answer = await AskUntilTakenAsync(app, path, body);
        if (!IsOfADoomed(answer))
        {
            answer.ShouldHaveStatus(201);
        }
    }

    // While another one is rolled out such a change is refused, and whoever wants it asks again.
    private async Task<ApiAnswer> AskUntilTakenAsync(string app, string path, object body)
    {
        while (true)
        {
            var answer = await SendAsync(app, path, body);
            if (answer.Status != 409 || !answer.Json["detail"]!.ToString().StartsWith($"Deployment for {app} is already in progress (", StringComparison.Ordinal))
            {
                return answer;
            }
            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }

    // What a change of an app that is being destroyed, or is gone, is answered with.
    private static bool IsOfADoomed(ApiAnswer answer) => answer.Status == 404
        ? answer.Body == "\"No App matches the given query.\""
        : answer.Status is 400 or 409 or 503 && answer.Body.Contains("is being destroyed", StringComparison.Ordinal);

    private Task<ApiAnswer> SendAsync(string app, string path, object? body) => _api.Post($"/v2/apps/{app}{path}", body, _owner).SendAsync();

    private async Task<long> DeadlocksAsync()
    {
        var deadlocks = 0L;
        await _api.UseDatabaseAsync(async database => deadlocks = await database.Database
            .SqlQuery<long>($"""select deadlocks as "Value" from pg_stat_database where datname = current_database()""")
            .SingleAsync());
        return deadlocks;
    }
}
