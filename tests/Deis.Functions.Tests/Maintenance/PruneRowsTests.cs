using Deis.Functions.Maintenance;
using Deis.Functions.Tests.Support;
using Deis.Platform.Builds;
using Deis.Platform.Runs;
using Deis.Platform.Tokens;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Deis.Functions.Tests.Maintenance;

[Collection(ApiCollection.Name)]
public sealed class PruneRowsTests(ApiFixture fixture)
{
    private readonly ApiHost _api = fixture.Api;
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Tokens_NobodyHasUsedForLong_AreDeleted()
    {
        var user = await _api.AddUserAsync();
        var used = TokenText.Create();
        await _api.UseDatabaseAsync(async database =>
        {
            var id = (await database.Users.SingleAsync(u => u.Username == user.Name)).Id;
            var longAgo = _clock.GetUtcNow().AddDays(-200);
            // The user's first token is as old as this one, and unused.
            await database.Tokens.Where(t => t.UserId == id).ExecuteUpdateAsync(t => t.SetProperty(x => x.Created, longAgo));
            database.Tokens.Add(new ApiToken { Id = Guid.NewGuid(), UserId = id, Hash = TokenText.Hash(used), Created = longAgo, LastUsed = _clock.GetUtcNow().AddDays(-99) });
            await database.SaveChangesAsync();
            await new PruneTokens(database, Of(new() { TokenIdleDays = 0 }), _clock).ExecuteAsync(CancellationToken.None);
        });
        (await _api.Get("/v2/apps", user).SendAsync()).ShouldHaveStatus(200);
        await _api.UseDatabaseAsync(database =>
            database.Tokens.Where(t => t.Created < _clock.GetUtcNow().AddDays(-100) && t.LastUsed > _clock.GetUtcNow().AddDays(-1)).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsed, x => null)));

        await _api.UseDatabaseAsync(database => new PruneTokens(database, Of(new() { TokenIdleDays = 100 }), _clock).ExecuteAsync(CancellationToken.None));

        (await _api.Get("/v2/apps", user).SendAsync()).ShouldFail(401, "Invalid token.");
        (await _api.Get("/v2/apps", user with { Token = used }).SendAsync()).ShouldHaveStatus(200);
    }

    [Fact]
    public async Task Operations_Old_GoWithTheirLogsButForTheNewestAndTheOpen()
    {
        var user = await _api.AddUserAsync();
        var app = await _api.AddAppAsync(user);
        var tag = Guid.NewGuid().ToString("N");
        await _api.UseDatabaseAsync(async database =>
        {
            var row = await database.Apps.SingleAsync(a => a.Id == app);
            foreach (var (name, days, open) in (ReadOnlySpan<(string, int, bool)>)[("a", 50, false), ("b", 45, true), ("c", 40, false), ("d", 35, false), ("e", 3, false)])
            {
                database.Operations.Add(OperationRow.Of(row, $"{name}-{tag}", _clock.GetUtcNow().AddDays(-days), open));
            }
            database.QueuedBuilds.AddRange(Note("old", 31), Note("new", 29));
            await database.SaveChangesAsync();

            QueuedBuild Note(string name, int days) => new()
            {
                Id = $"{name}-{tag}",
                AppId = row.Uuid,
                UserId = row.OwnerId,
                State = QueuedBuildStates.Started,
                Updated = _clock.GetUtcNow().AddDays(-days),
            };
        });
        var logs = new RecordedDeletes();

        await _api.UseDatabaseAsync(database =>
            new PruneOperations(database, logs, Of(new() { HistoryDays = 30, HistoryKeep = 2 }), _clock).ExecuteAsync(CancellationToken.None));

        await _api.UseDatabaseAsync(async database =>
        {
            (await database.Operations.Where(o => o.Id.EndsWith(tag)).Select(o => o.Id).ToListAsync()).ShouldBe([$"b-{tag}", $"d-{tag}", $"e-{tag}"], ignoreOrder: true);
            (await database.QueuedBuilds.Where(b => b.Id.EndsWith(tag)).Select(b => b.Id).ToListAsync()).ShouldBe([$"new-{tag}"]);
        });
        logs.Streams.Where(stream => stream.EndsWith(tag, StringComparison.Ordinal)).ShouldBe([$"builds/a-{tag}", $"builds/c-{tag}"], ignoreOrder: true);
    }

    [Fact]
    public async Task Operations_WhoseLogsCannotBeDeleted_StayForTheNextRun()
    {
        var user = await _api.AddUserAsync();
        var app = await _api.AddAppAsync(user);
        var id = $"x-{Guid.NewGuid():N}";
        await _api.UseDatabaseAsync(async database =>
        {
            var row = await database.Apps.SingleAsync(a => a.Id == app);
            database.Operations.Add(OperationRow.Of(row, id, _clock.GetUtcNow().AddDays(-50)));
            await database.SaveChangesAsync();
        });
        var options = Of(new() { HistoryDays = 30, HistoryKeep = 0 });

        await Should.ThrowAsync<HttpRequestException>(_api.UseDatabaseAsync(database =>
            new PruneOperations(database, new RecordedDeletes { IsAway = true }, options, _clock).ExecuteAsync(CancellationToken.None)));
        await _api.UseDatabaseAsync(async database => (await database.Operations.AnyAsync(o => o.Id == id)).ShouldBeTrue());
        await _api.UseDatabaseAsync(database => new PruneOperations(database, new RecordedDeletes(), options, _clock).ExecuteAsync(CancellationToken.None));

        await _api.UseDatabaseAsync(async database => (await database.Operations.AnyAsync(o => o.Id == id)).ShouldBeFalse());
    }

    [Fact]
    public async Task Runs_ThatEndedAndAreOld_AreDeleted()
    {
        var user = await _api.AddUserAsync();
        var app = await _api.AddRunningAppAsync(user, "web");
        var tag = Guid.NewGuid().ToString("N");
        await _api.UseDatabaseAsync(async database =>
        {
            var row = await database.Apps.SingleAsync(a => a.Id == app);
            var release = await database.Releases.FirstAsync(r => r.AppId == row.Uuid);
            foreach (var (name, days, open) in (ReadOnlySpan<(string, int, bool)>)[("old", 3, false), ("running", 3, true), ("young", 1, false)])
            {
                var operation = OperationRow.Of(row, $"{name}-{tag}", _clock.GetUtcNow().AddDays(-days), open);
                database.Operations.Add(operation);
                database.Runs.Add(new Run
                {
                    Uuid = Guid.NewGuid(),
                    AppId = row.Uuid,
                    ReleaseId = release.Uuid,
                    Operation = operation.Id,
                    Process = $"{app}-run-{name}",
                    ProtectedCommand = [1],
                    ProtectedOutput = [2],
                    Detached = false,
                    Created = operation.Created,
                });
            }
            await database.SaveChangesAsync();
        });

        await _api.UseDatabaseAsync(database => new PruneRuns(database, Of(new() { RunDays = 2 }), _clock).ExecuteAsync(CancellationToken.None));

        await _api.UseDatabaseAsync(async database =>
            (await database.Runs.Where(r => r.Operation.EndsWith(tag)).Select(r => r.Operation).ToListAsync()).ShouldBe([$"running-{tag}", $"young-{tag}"], ignoreOrder: true));
    }

    [Fact]
    public async Task History_ThatHasEndedAndIsOld_IsPurged()
    {
        await using var api = await fixture.StartWithEngineAsync(tasks => tasks
            .AddOrchestratorFunc("Ends", _ => Task.FromResult<object?>(null))
            .AddOrchestratorFunc("Waits", context => context.WaitForExternalEvent<object?>("never")));
        var client = api.Service<DurableTaskClient>();
        await client.ScheduleNewOrchestrationInstanceAsync("Ends", null, new StartOrchestrationOptions("ended"));
        await client.ScheduleNewOrchestrationInstanceAsync("Waits", null, new StartOrchestrationOptions("alive"));
        await client.WaitForInstanceCompletionAsync("ended", CancellationToken.None);
        var prune = new PruneHistory(client, Of(new() { HistoryDays = 30 }), _clock);

        await prune.ExecuteAsync(CancellationToken.None);
        (await client.GetInstanceAsync("ended", CancellationToken.None)).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromDays(31));
        await prune.ExecuteAsync(CancellationToken.None);

        (await client.GetInstanceAsync("ended", CancellationToken.None)).ShouldBeNull();
        (await client.GetInstanceAsync("alive", CancellationToken.None)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("DEIS_PRUNE_HISTORY_DAYS", "7")]
    [InlineData("DEIS_PRUNE_RUN_DAYS", "0")]
    [InlineData("DEIS_PRUNE_SLUG_DAYS", "7")]
    [InlineData("DEIS_PRUNE_SLUG_RELEASES", "0")]
    [InlineData("DEIS_TOKEN_IDLE_DAYS", "-1")]
    public async Task Setting_ThatCannotBe_StopsTheStart(string name, string value) =>
        (await fixture.StartAsync((name, value)).ShouldThrowAsync<OptionsValidationException>()).Message.ShouldContain(name);

    private static IOptions<MaintenanceOptions> Of(MaintenanceOptions options) => Options.Create(options);
}
