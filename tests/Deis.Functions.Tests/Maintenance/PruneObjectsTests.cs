using Deis.Functions.Maintenance;
using Deis.Functions.Tests.Support;
using Deis.Platform.Data;
using Deis.Platform.ObjectStorage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Deis.Functions.Tests.Maintenance;

/// <summary>An app with five releases of a slug each; the clock goes on, not its objects.</summary>
[Collection(ApiCollection.Name)]
public sealed class PruneObjectsTests(ApiFixture fixture) : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly MaintenanceOptions _options = new() { SlugReleases = 2, SlugDays = 10, CacheDays = 30 };
    private ApiHost _api = null!;
    private TestUser _user = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        // Its own: pruning goes through all apps.
        _api = await fixture.StartAsync();
        _user = await _api.AddUserAsync();
        _app = await _api.AddAppAsync(_user);
        for (var number = 1; number <= 5; number++)
        {
            await PutAsync(Slug(number), Procfile(number));
            (await _api.Post($"/v2/apps/{_app}/builds", new { image = Slug(number), sha = $"{number}234abcd", procfile = new { web = "run" } }, _user).SendAsync())
                .ShouldHaveStatus(201);
        }
    }

    public Task DisposeAsync() => _api.DisposeAsync().AsTask();

    [Fact]
    public async Task Slugs_OfTheNewestReleases_StayAndOlderOnesGo()
    {
        _clock.Advance(TimeSpan.FromDays(11));

        await PruneAsync();

        (await KeysAsync()).ShouldBe([Procfile(4), Slug(4), Procfile(5), Slug(5)], ignoreOrder: true);
    }

    [Fact]
    public async Task Slugs_ThatAreYoung_Stay()
    {
        _clock.Advance(TimeSpan.FromDays(9));

        await PruneAsync();

        (await KeysAsync()).Count.ShouldBe(10);
    }

    [Fact]
    public async Task Rollback_ToWhatIsKept_WorksAndToWhatIsGoneIsRefused()
    {
        _clock.Advance(TimeSpan.FromDays(11));
        await PruneAsync();

        // v2 to v6 are the five builds.
        (await RollBackAsync(4)).ShouldFail(400, "Cannot roll back to v4: it is so old that its slug was given up. Push its commit again.");
        (await RollBackAsync(5)).ShouldHaveStatus(201);
    }

    // v7 is v2 again: its build is in use, however old.
    [Fact]
    public async Task Slug_InUseByARollback_Stays()
    {
        (await RollBackAsync(2)).ShouldHaveStatus(201);
        _clock.Advance(TimeSpan.FromDays(11));

        await PruneAsync();

        (await KeysAsync()).ShouldBe([Procfile(1), Slug(1), Procfile(5), Slug(5)], ignoreOrder: true);
    }

    [Fact]
    public async Task Releases_ThatFailed_DoNotCount()
    {
        await _api.UseDatabaseAsync(async database =>
        {
            var app = await database.Apps.SingleAsync(a => a.Id == _app);
            await database.Releases.Where(r => r.AppId == app.Uuid && r.Version == 6).ExecuteUpdateAsync(r => r.SetProperty(x => x.Failed, true));
        });
        _clock.Advance(TimeSpan.FromDays(11));

        await PruneAsync();

        (await KeysAsync()).ShouldBe([Procfile(3), Slug(3), Procfile(4), Slug(4)], ignoreOrder: true);
    }

    [Fact]
    public async Task LeftOvers_AndCaches_GoByAge()
    {
        await PutAsync($"home/{_app}:queue-{Guid.NewGuid():N}/tar", $"home/{_app}:git-99999999/tar", $"home/{_app}/cache/cache.tgz");
        _clock.Advance(TimeSpan.FromDays(11));
        await PruneAsync();
        (await KeysAsync()).ShouldBe([Procfile(4), Slug(4), Procfile(5), Slug(5), $"home/{_app}/cache/cache.tgz"], ignoreOrder: true);

        _clock.Advance(TimeSpan.FromDays(20));
        await PruneAsync();

        (await KeysAsync()).ShouldBe([Procfile(4), Slug(4), Procfile(5), Slug(5)], ignoreOrder: true);
    }

    [Fact]
    public async Task App_ThatSomethingGoesOnWith_IsLeftAlone()
    {
        var operation = $"deploy-{Guid.NewGuid():N}";
        await _api.UseDatabaseAsync(async database =>
        {
            var app = await database.Apps.SingleAsync(a => a.Id == _app);
            database.Operations.Add(OperationRow.Of(app, operation, _clock.GetUtcNow(), open: true));
            await database.SaveChangesAsync();
        });
        _clock.Advance(TimeSpan.FromDays(11));

        await PruneAsync();
        (await KeysAsync()).Count.ShouldBe(10);

        await _api.UseDatabaseAsync(database => database.Operations.Where(o => o.Id == operation).ExecuteUpdateAsync(o => o.SetProperty(x => x.Open, false)));
        await PruneAsync();
        (await KeysAsync()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Crash_BetweenRowsAndObjects_IsMadeUpForByTheNextRun()
    {
        _clock.Advance(TimeSpan.FromDays(11));
        var store = new BrittleStore(_api.Service<IObjectStore>()) { DeletesLeft = 1 };

        await Should.ThrowAsync<IOException>(PruneAsync(store));
        (await RollBackAsync(3)).ShouldFail(400, "Cannot roll back to v3: it is so old that its slug was given up. Push its commit again.");
        await PruneAsync();

        (await KeysAsync()).ShouldBe([Procfile(4), Slug(4), Procfile(5), Slug(5)], ignoreOrder: true);
    }

    [Fact]
    public async Task Replicas_PruningAtOnce_DoNotGetInEachOthersWay()
    {
        _clock.Advance(TimeSpan.FromDays(11));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PruneAsync()));

        (await KeysAsync()).ShouldBe([Procfile(4), Slug(4), Procfile(5), Slug(5)], ignoreOrder: true);
    }

    private Task<ApiAnswer> RollBackAsync(int version) => _api.Post($"/v2/apps/{_app}/releases/rollback", new { version }, _user).SendAsync();

    private Task PruneAsync() => PruneAsync(_api.Service<IObjectStore>());

    private async Task PruneAsync(IObjectStore store)
    {
        await using var scope = _api.Service<IServiceScopeFactory>().CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<DeisDbContext>();
        await new PruneObjects(database, store, Options.Create(_options), _clock).ExecuteAsync(CancellationToken.None);
    }

    private async Task PutAsync(params string[] keys)
    {
        foreach (var key in keys)
            await _api.Service<IObjectStore>().PutAsync(key, new MemoryStream([1]), CancellationToken.None);
    }

    private async Task<List<string>> KeysAsync()
    {
        var keys = new List<string>();
        await foreach (var stored in _api.Service<IObjectStore>().ListAsync($"home/{_app}", CancellationToken.None))
            keys.Add(stored.Key);
        return keys;
    }

    private string Slug(int number) => $"home/{_app}:git-{number}234abcd/push/slug.tgz";

    private string Procfile(int number) => $"home/{_app}:git-{number}234abcd/push/Procfile";
}
