using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Operations;
using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Results;
using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Tests.Rollback;

[Collection(OrchestrationsCollection.Name)]
public sealed class StuckRolloutTests(OrchestrationsFixture fixture) : IAsyncLifetime
{
    private OwnPlatform _own = null!;
    private TestApp _app = null!;

    public async Task InitializeAsync()
    {
        // Whatever is not ready counts as stuck at once.
        _own = await fixture.StartAsync(("Deploy:StuckAfter", "00:00:00"));
        _app = await _own.Platform.CreateAppAsync();
        (await _app.DeployAsync("web", "worker")).ShouldBe(ChangeOutcome.Success(2));
    }

    public async Task DisposeAsync() => await _own.DisposeAsync();

    [Fact]
    public async Task Rollback_OfAStuckRollout_CancelsItRestoresTheFormerReleaseAndGoesOn()
    {
        var somebody = await _own.Platform.AddUserAsync();
        var stuck = await StartStuckDeployAsync();
        _app.Script.OnObserve = _ => new RolloutStatus("v3", 1, 0, "Nothing listens on port 5000.", ["starting"]);
        _app.Script.Applied.Clear();

        var rollback = Started(await _app.TryStartRollbackAsync(2, somebody));

        (await _app.EndAsync(rollback)).ShouldBe(ChangeOutcome.Success(4));
        var cancelled = await _app.EndAsync(stuck);
        cancelled.Succeeded.ShouldBeFalse();
        cancelled.Message.ShouldNotBeNull().ShouldMatch(
            $@"^\(app::deploy\): There was a problem deploying v3\. Rolling back process types to release v2\.\n"
            + $@"It was cancelled: {somebody.Username} asked for a rollback while it was stuck\. "
            + @"web: 0 of 1 processes were ready after \d+ s\. Nothing listens on port 5000\.\nLast lines of its log:\n    starting$");
        _app.Script.Applied.Select(a => a.Spec.Release).ShouldBe(["v2", "v4"]);
        _app.Script.State.ShouldBe("web=1@v4");
        var releases = await _app.ReleasesAsync();
        releases.Select(r => r.Failed).ShouldBe([false, false, true, false]);
        releases[2].Exception.ShouldBe($"error: {cancelled.Message}");
        releases[3].Summary.ShouldBe($"{somebody.Username} rolled back to v2");
    }

    [Fact]
    public async Task Rollback_OthersWait_ComesBeforeThem()
    {
        await StartStuckDeployAsync();
        var scale = await _app.StartScaleAsync(("worker", 2));
        await Wait.UntilAsync(
            () => _own.Platform.DatabaseAsync(database => Task.FromResult(database.RolloutWaiters.Any(w => w.Operation == scale))), "the scale waits");
        _app.Script.Applied.Clear();

        var rollback = Started(await _app.TryStartRollbackAsync(2));

        (await _app.EndAsync(rollback)).ShouldBe(ChangeOutcome.Success(4));
        (await _app.EndAsync(scale)).ShouldBe(ChangeOutcome.Success());
        _app.Script.Applied.Select(a => $"{a.Spec.Type}@{a.Spec.Release}").ShouldBe(["web@v2", "web@v4", "worker@v4"]);
    }

    [Fact]
    public async Task Rollback_WhileAnotherComesNext_IsRefused()
    {
        await StartStuckDeployAsync();
        // The former release does not come back at once, so that the first rollback has to wait.
        _app.Script.OnApply = _ => null;
        var first = Started(await _app.TryStartRollbackAsync(2));

        var second = await _app.TryStartRollbackAsync(2);

        second.TryGet(out _, out var error).ShouldBeFalse();
        error!.Kind.ShouldBe(ErrorKind.Conflict);
        await Wait.UntilAsync(() => _app.Script.Applied.Last().Spec.Release == "v2", "the former release is wanted again");
        _app.Script.OnApply = _ => RuntimeOutcome.Success();
        _own.Platform.Runtime.Settle(_app.Script.Applied.Last().Correlation, RuntimeOutcome.Success());
        (await _app.EndAsync(first)).ShouldBe(ChangeOutcome.Success(4));
    }

    [Fact]
    public async Task Rollback_ToTheReleaseThatIsCancelled_IsRefused()
    {
        await StartStuckDeployAsync();

        var rollback = Started(await _app.TryStartRollbackAsync(3));

        (await _app.EndAsync(rollback)).ShouldBe(ChangeOutcome.Failure(Error.Domain("Cannot roll back to failed release.")));
        _app.Script.State.ShouldBe("web=1@v2");
    }

    [Fact]
    public async Task Rollback_WhileTheReleasePhaseHasTime_IsRefused()
    {
        await _app.PreparePushAsync("web: run\nrelease: ./migrate");
        var build = _app.Script.OnJob;
        _app.Script.OnJob = async job => job.Kind == JobKind.Build ? await build(job) : null;
        var push = await _app.StartAsync(DeployInput.Orchestration, _app.Push, LeaseMode.Wait);
        await PhaseIsAsync(push, "release-phase");
        await Wait.UntilAsync(() => _app.Script.JobCorrelations.ContainsKey("release-v3-1"), "the release phase runs");

        (await _app.TryStartRollbackAsync(2)).TryGet(out _, out var error).ShouldBeFalse();

        error!.Message.ShouldStartWith($"Deployment for {_app.Name} is already in progress (deploy by {_app.Owner.Username}");
        _app.Script.Stopped.ShouldBeEmpty();
        _own.Platform.Runtime.Settle(_app.Script.JobCorrelations["release-v3-1"], RuntimeOutcome.Success(0));
        (await _app.EndAsync(push)).ShouldBe(ChangeOutcome.Success(3));
    }

    [Fact]
    public async Task Rollback_OfAStuckScale_BringsTheNumbersBackFirst()
    {
        _app.Script.OnApply = spec => spec.Replicas == 5 ? null : RuntimeOutcome.Success();
        var scale = await _app.StartScaleAsync(("web", 5));
        await PhaseIsAsync(scale, "rollout");

        (await _app.RollBackAsync(2)).ShouldBe(ChangeOutcome.Success(3));

        (await _app.EndAsync(scale)).Message.ShouldNotBeNull().ShouldStartWith("(scale): It was cancelled: ");
        _app.Script.State.ShouldBe("web=1@v3");
    }

    [Fact]
    public async Task Rollback_OfAStuckRestart_GoesOn()
    {
        _app.Script.OnRestart = _ => null;
        var restart = await _app.StartRestartAsync();
        await PhaseIsAsync(restart, "rollout");
        await Wait.UntilAsync(() => !_app.Script.Restarted.IsEmpty, "the restart waits for the runtime");

        (await _app.RollBackAsync(2)).ShouldBe(ChangeOutcome.Success(3));

        (await _app.EndAsync(restart)).Message.ShouldNotBeNull().ShouldStartWith("(restart): It was cancelled: ");
    }

    [Fact]
    public async Task Rollback_BeforeTheRolloutCountsAsStuck_IsRefused()
    {
        var app = await fixture.Platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnApply = _ => null;
        var running = await app.StartDeployAsync("web");
        await Wait.UntilAsync(() => app.Script.Applied.Last().Spec.Release == "v3", "the deploy waits for the runtime");

        (await app.TryStartRollbackAsync(2)).TryGet(out _, out var error).ShouldBeFalse();

        error!.Kind.ShouldBe(ErrorKind.Conflict);
        fixture.Platform.Runtime.Settle(app.Script.Applied.Last().Correlation, RuntimeOutcome.Success());
        (await app.EndAsync(running)).ShouldBe(ChangeOutcome.Success(3));
    }

    // v3 is never ready.
    private async Task<string> StartStuckDeployAsync()
    {
        _app.Script.OnApply = spec => spec.Release == "v3" ? null : RuntimeOutcome.Success();
        var operation = await _app.StartDeployAsync("web", "worker");
        await PhaseIsAsync(operation, "rollout");
        await Wait.UntilAsync(() => _app.Script.Applied.Last().Spec.Release == "v3", "the deploy waits for the runtime");
        return operation;
    }

    private Task PhaseIsAsync(string operation, string phase) => Wait.UntilAsync(
        async () => await _own.Platform.Client.GetInstanceAsync(operation, getInputsAndOutputs: true) is { SerializedCustomStatus: not null } instance
            && instance.ReadCustomStatusAs<OperationProgress>()!.Phase == phase,
        $"{operation} is in phase {phase}");

    private static string Started(Result<string> result)
    {
        result.TryGet(out var operation, out var error).ShouldBeTrue(error?.Message);
        return operation!;
    }
}
