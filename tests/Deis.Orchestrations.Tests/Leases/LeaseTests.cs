using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Leases;
using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Configs;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.Orchestrations.Tests.Leases;

[Collection(OrchestrationsCollection.Name)]
public sealed class LeaseTests(OrchestrationsFixture fixture)
{
    private readonly TestPlatform _platform = fixture.Platform;

    [Fact]
    public async Task Start_AtStartWhileAnotherRuns_IsRefusedWithWhoAndSinceWhen()
    {
        var app = await StuckAppAsync();
        var config = await app.ConfigOfAsync(("COLOR", "red"));

        var second = await app.TryStartAsync(
            DeployInput.Orchestration,
            new DeployInput(app.Id, app.Name, app.Owner.Id, DeployTrigger.Config, ConfigId: config.Uuid),
            LeaseMode.AtStart,
            database => database.Configs.Add(config));

        second.TryGet(out _, out var error).ShouldBeFalse();
        error!.Kind.ShouldBe(ErrorKind.Conflict);
        error.Message.ShouldMatch($@"^Deployment for {app.Name} is already in progress \(deploy by {app.Owner.Username}, for \d+ s\)");
        (await _platform.DatabaseAsync(database => database.Configs.AnyAsync(c => c.Uuid == config.Uuid))).ShouldBeFalse();
    }

    [Fact]
    public async Task Start_Waiting_RunsInTheOrderOfTheQueue()
    {
        var app = await StuckAppAsync();
        var first = await app.StartConfigureAsync(LeaseMode.Wait, ("ORDER", "first"));
        await QueueHoldsAsync(app, 1);
        var second = await app.StartConfigureAsync(LeaseMode.Wait, ("ORDER", "second"));
        await QueueHoldsAsync(app, 2);

        Release(app);

        (await app.EndAsync(second)).Version.ShouldBe(4);
        (await app.EndAsync(first)).Version.ShouldBe(3);
        (await LeasesAsync(app)).ShouldBe(0);
    }

    [Fact]
    public async Task Start_HolderWasTerminated_LeaseIsFree()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnApply = _ => null;
        var stuck = await app.StartDeployAsync("web");
        await Wait.UntilAsync(() => !app.Script.Applied.IsEmpty, "the deploy waits for the runtime");
        await _platform.Client.TerminateInstanceAsync(stuck);
        await app.EndAsync(stuck);
        app.Script.OnApply = _ => RuntimeOutcome.Success();

        (await app.DeployAsync("web")).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Release_AWaiterWasTerminated_TheNextOneGetsTheLease()
    {
        var app = await StuckAppAsync();
        var dead = await app.StartConfigureAsync(LeaseMode.Wait, ("ORDER", "first"));
        await QueueHoldsAsync(app, 1);
        var alive = await app.StartConfigureAsync(LeaseMode.Wait, ("ORDER", "second"));
        await QueueHoldsAsync(app, 2);
        await _platform.Client.TerminateInstanceAsync(dead);
        await app.EndAsync(dead);

        Release(app);

        (await app.EndAsync(alive)).ShouldBe(ChangeOutcome.Success(3));
    }

    [Fact]
    public async Task Release_Repeated_NamesTheSameSuccessor()
    {
        var app = await StuckAppAsync();
        var holder = await _platform.DatabaseAsync(database => database.RolloutLeases.Where(l => l.AppId == app.Id).Select(l => l.Operation).SingleAsync());
        var next = await app.StartConfigureAsync(LeaseMode.Wait);
        await QueueHoldsAsync(app, 1);

        for (var time = 0; time < 2; time++)
        {
            (await _platform.InScopeAsync(s => s.GetRequiredService<LeaseBook>().ReleaseAsync(app.Id, holder, CancellationToken.None))).ShouldBe(next);
        }
    }

    [Fact]
    public async Task Start_SaveFails_NothingStarts()
    {
        var app = await _platform.CreateAppAsync();
        var config = await app.ConfigOfAsync();
        var broken = new AppConfig { Uuid = config.Uuid, AppId = Guid.NewGuid(), OwnerId = app.Owner.Id, ProtectedValues = [], ProtectedRegistry = [] };

        await Should.ThrowAsync<DbUpdateException>(app.TryStartAsync(
            DeployInput.Orchestration, app.Push, LeaseMode.AtStart, database => database.Configs.Add(broken), "never-started"));

        (await _platform.Client.GetInstanceAsync("never-started")).ShouldBeNull();
        (await LeasesAsync(app)).ShouldBe(0);
    }

    [Fact]
    public async Task Start_SameIdAtTheSameTime_StartsOnce()
    {
        var app = await _platform.CreateAppAsync();
        var id = $"deploy-{Guid.NewGuid():N}";
        var input = new DeployInput(app.Id, app.Name, app.Owner.Id, DeployTrigger.Config);

        var started = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.StartAsync(DeployInput.Orchestration, input, LeaseMode.AtStart, id: id)));

        started.ShouldAllBe(operation => operation == id);
        (await app.EndAsync(id)).ShouldBe(ChangeOutcome.Success(2));
        (await app.ReleasesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task CreateRelease_TwentyAtOnce_NumbersHaveNeitherGapsNorDoubles()
    {
        var app = await _platform.CreateAppAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => _platform.InScopeAsync(s =>
            s.GetRequiredService<CreateRelease>().ExecuteAsync(new NewRelease(app.Id, app.Owner.Id, $"{app.Name}-{n}"), CancellationToken.None))));

        (await app.ReleasesAsync()).Select(r => r.Version).ShouldBe(Enumerable.Range(1, 21));
    }

    // An app whose first deploy waits for the runtime.
    private async Task<TestApp> StuckAppAsync()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnApply = _ => null;
        await app.StartDeployAsync("web");
        await Wait.UntilAsync(() => !app.Script.Applied.IsEmpty, "the deploy waits for the runtime");
        return app;
    }

    private void Release(TestApp app)
    {
        app.Script.OnApply = _ => RuntimeOutcome.Success();
        _platform.Runtime.Settle(app.Script.Applied.Single().Correlation, RuntimeOutcome.Success());
    }

    private Task QueueHoldsAsync(TestApp app, int count) => Wait.UntilAsync(
        async () => await _platform.DatabaseAsync(database => database.RolloutWaiters.CountAsync(w => w.AppId == app.Id)) == count, $"{count} wait");

    private Task<int> LeasesAsync(TestApp app) => _platform.DatabaseAsync(database => database.RolloutLeases.CountAsync(l => l.AppId == app.Id));
}
