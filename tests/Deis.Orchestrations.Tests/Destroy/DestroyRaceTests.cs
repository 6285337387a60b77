using Deis.Orchestrations.Builds;
using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Destroy;
using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Apps;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Deis.Orchestrations.Tests.Destroy;

/// <summary>An app is destroyed while something else goes on with it. What is destroyed stays destroyed.</summary>
[Collection(OrchestrationsCollection.Name)]
public sealed class DestroyRaceTests(OrchestrationsFixture fixture)
{
    private readonly TestPlatform _platform = fixture.Platform;

    [Fact]
    public async Task Build_IsAboutToMakeItsPlace_DestroyWaitsForItAndTakesThePlaceAway()
    {
        var app = await _platform.CreateAppAsync();
        var entered = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        app.Script.OnEnsure = () =>
        {
            entered.TrySetResult();
            return go.Task;
        };
        app.Script.OnJob = _ => Task.FromResult<RuntimeOutcome?>(null);
        var push = await app.StartAsync(DeployInput.Orchestration, app.Push, LeaseMode.Wait);
        await entered.Task.WaitAsync(TestApp.Limit);

        var destroy = await app.StartDestroyAsync();
        await Wait.UntilAsync(() => SomebodyWaitsForALockAsync("update deis.apps"), "the destruction waits");
        go.SetResult();

        (await app.EndAsync(destroy)).ShouldBe(ChangeOutcome.Success());
        (await app.EndAsync(push)).Succeeded.ShouldBeFalse();
        app.Script.Exists.ShouldBeFalse();
        app.Script.JobCorrelations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Place_OnceDestructionHasBegun_IsClosedForEverything()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnDestroy = () => null;
        (await app.DestroyAsync()).Succeeded.ShouldBeFalse();
        var isUsed = false;

        var isOpen = await _platform.InScopeAsync(services => services.GetRequiredService<AppPlace>().UseAsync(
            app.Id,
            operation: null,
            _ =>
            {
                isUsed = true;
                return Task.CompletedTask;
            },
            CancellationToken.None));

        isOpen.ShouldBeFalse();
        isUsed.ShouldBeFalse();
    }

    [Fact]
    public async Task Place_OfAnOperationThatWasClosed_IsNotUsed()
    {
        var app = await _platform.CreateAppAsync();
        var ended = await app.StartDeployAsync("web");
        await app.EndAsync(ended);

        (await _platform.InScopeAsync(services => services.GetRequiredService<AppPlace>().UseAsync(
            app.Id, ended, _ => throw new InvalidOperationException("It was used."), CancellationToken.None))).ShouldBeFalse();
    }

    [Fact]
    public async Task Change_OfAnAppWhoseDestructionDidNotEnd_IsRefusedAndDestroyingAgainWorks()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnDestroy = () => null;
        (await app.DestroyAsync()).Succeeded.ShouldBeFalse();

        (await app.TryStartAsync(DeployInput.Orchestration, app.Push, LeaseMode.Wait)).TryGet(out _, out var error).ShouldBeFalse();
        error.ShouldBe(Error.Conflict($"{app.Name} is being destroyed. If that did not end well, destroy it again."));

        app.Script.OnDestroy = () => RuntimeOutcome.Success();
        (await app.DestroyAsync()).ShouldBe(ChangeOutcome.Success());
        (await app.ReleasesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rollout_IsNotReady_DestroyDoesNotWaitForItsDeadline()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnApply = _ => null;
        var deploy = await app.StartDeployAsync("web");
        await Wait.UntilAsync(() => app.Script.Applied.Last().Spec.Release == "v3", "the deploy waits for the runtime");
        var scale = await app.StartScaleAsync(("web", 2));

        (await app.DestroyAsync()).ShouldBe(ChangeOutcome.Success());

        (await app.EndAsync(deploy)).Message.ShouldNotBeNull().ShouldContain("It was cancelled: The app is being destroyed.");
        (await app.EndAsync(scale)).Succeeded.ShouldBeFalse();
        app.Script.State.ShouldBe("");
        app.Script.Exists.ShouldBeFalse();
    }

    [Fact]
    public async Task SecondDestroy_AnotherAppHasTheNameMeanwhile_LeavesItAlone()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnApply = _ => null;
        await app.StartDeployAsync("web");
        await Wait.UntilAsync(() => !app.Script.Applied.IsEmpty, "the deploy waits for the runtime");
        (await app.DestroyAsync()).ShouldBe(ChangeOutcome.Success());
        var other = await _platform.CreateAppAsync(app.Name);
        await other.PushAsync("web: run");

        // As when it was asked for twice, and the second one got its turn late.
        var late = $"destroy-{Guid.NewGuid():N}";
        await _platform.Client.ScheduleNewOrchestrationInstanceAsync(
            DestroyInput.Orchestration, new DestroyInput(app.Id, app.Name, app.Owner.Id), new StartOrchestrationOptions(late));

        (await app.EndAsync(late)).ShouldBe(ChangeOutcome.Success());
        other.Script.State.ShouldBe("web=1@v2");
        (await _platform.Store.ExistsAsync(SlugKeys.Slug(app.Name, TestApp.Sha), CancellationToken.None)).ShouldBeTrue();
        _platform.World.Repositories.Removed.Count(name => name == app.Name).ShouldBe(1);
    }

    private async Task<bool> SomebodyWaitsForALockAsync(string statement)
    {
        await using var source = NpgsqlDataSource.Create(_platform.World.Database);
        await using var command = source.CreateCommand(
            "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike $1)");
        command.Parameters.AddWithValue($"%{statement}%");
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
