using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Runtime;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Tests.Cancellation;

[Collection(OrchestrationsCollection.Name)]
public sealed class CancelTests(OrchestrationsFixture fixture)
{
    private readonly TestPlatform _platform = fixture.Platform;

    [Fact]
    public async Task Build_Cancelled_ItsJobIsStoppedAndThereIsNoRelease()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnJob = _ => Task.FromResult<RuntimeOutcome?>(null);
        var push = await app.StartAsync(DeployInput.Orchestration, app.Push, LeaseMode.Wait);
        await Wait.UntilAsync(() => app.Script.JobCorrelations.Count == 1, "the build runs");

        await app.CancelAsync(push, "bob cancelled it.");

        (await app.EndAsync(push)).Message.ShouldBe("It was cancelled: bob cancelled it.");
        app.Script.Stopped.ShouldBe([$"build-{push}-1"]);
        (await app.ReleasesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task ReleasePhase_Cancelled_IsStoppedAndTheReleaseFails()
    {
        var app = await _platform.CreateAppAsync();
        await app.PreparePushAsync("web: run\nrelease: ./migrate");
        var build = app.Script.OnJob;
        app.Script.OnJob = async job => job.Kind == JobKind.Build ? await build(job) : null;
        var push = await app.StartAsync(DeployInput.Orchestration, app.Push, LeaseMode.Wait);
        await Wait.UntilAsync(() => app.Script.JobCorrelations.ContainsKey("release-v2-1"), "the release phase runs");

        await app.CancelAsync(push);

        (await app.EndAsync(push)).Message.ShouldNotBeNull().ShouldEndWith("The release phase failed: It was cancelled: The test cancelled it.");
        app.Script.Stopped.ShouldBe(["release-v2-1"]);
        app.Script.Applied.ShouldBeEmpty();
        (await app.LastReleaseAsync()).Failed.ShouldBeTrue();
    }

    [Fact]
    public async Task Rollout_Cancelled_FormerReleaseRunsAgain()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnApply = spec => spec.Release == "v3" ? null : RuntimeOutcome.Success();
        var deploy = await app.StartDeployAsync("web");
        await Wait.UntilAsync(() => app.Script.Applied.Last().Spec.Release == "v3", "the deploy waits for the runtime");

        await app.CancelAsync(deploy);

        (await app.EndAsync(deploy)).Message.ShouldNotBeNull().ShouldContain("It was cancelled: The test cancelled it. web: ");
        app.Script.State.ShouldBe("web=1@v2");
        (await app.DeployAsync("web")).ShouldBe(ChangeOutcome.Success(4));
    }

    [Fact]
    public async Task Restoration_Cancelled_EndsAtOnceAndSaysWhatIsNotBack()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnApply = spec => spec.Release == "v3" ? RuntimeOutcome.Failure(RuntimeOutcome.CrashLoop, "web crashed") : null;
        var deploy = await app.StartDeployAsync("web");
        await Wait.UntilAsync(() => app.Script.Applied.Count == 3, "the former release is wanted again");

        await app.CancelAsync(deploy);

        (await app.EndAsync(deploy)).Message.ShouldNotBeNull().ShouldContain("web crashed\nv2 could not be restored for web: It was cancelled: The test cancelled it.");
    }

    [Fact]
    public async Task Waiting_Cancelled_LeavesTheQueue()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnApply = _ => null;
        var running = await app.StartDeployAsync("web");
        var first = await app.StartConfigureAsync(LeaseMode.Wait, ("ORDER", "first"));
        await QueueHoldsAsync(app, 1);
        var second = await app.StartConfigureAsync(LeaseMode.Wait, ("ORDER", "second"));
        await QueueHoldsAsync(app, 2);

        await app.CancelAsync(first);

        (await app.EndAsync(first)).Message.ShouldBe("It was cancelled: The test cancelled it.");
        await QueueHoldsAsync(app, 1);
        await Wait.UntilAsync(() => !app.Script.Applied.IsEmpty, "the deploy waits for the runtime");
        app.Script.OnApply = _ => RuntimeOutcome.Success();
        _platform.Runtime.Settle(app.Script.Applied.Single().Correlation, RuntimeOutcome.Success());
        (await app.EndAsync(running)).ShouldBe(ChangeOutcome.Success(2));
        (await app.EndAsync(second)).ShouldBe(ChangeOutcome.Success(3));
    }

    private Task QueueHoldsAsync(TestApp app, int count) => Wait.UntilAsync(
        async () => await _platform.DatabaseAsync(database => database.RolloutWaiters.CountAsync(w => w.AppId == app.Id)) == count, $"{count} wait");
}
