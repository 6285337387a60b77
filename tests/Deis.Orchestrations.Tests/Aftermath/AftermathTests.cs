using Deis.Orchestrations.Aftermath;
using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Runtime;
using Microsoft.DurableTask.Client;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Tests.Aftermath;

/// <summary>What is tidied up after an operation whose orchestration was terminated: it ran no code of its own any more.</summary>
[Collection(OrchestrationsCollection.Name)]
public sealed class AftermathTests(OrchestrationsFixture fixture)
{
    private readonly TestPlatform _platform = fixture.Platform;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Push_TerminatedDuringTheBuild_TheBuildIsStopped(bool recursive)
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnJob = _ => Task.FromResult<RuntimeOutcome?>(null);
        var push = await app.StartAsync(DeployInput.Orchestration, app.Push, LeaseMode.Wait);
        await Wait.UntilAsync(() => app.Script.JobCorrelations.Count == 1, "the build runs");

        await TerminateAsync(app, push, recursive);

        app.Script.Stopped.ShouldBe([$"build-{push}-1"]);
        (await app.ReleasesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Push_TerminatedInTheReleasePhase_IsStoppedAndFails()
    {
        var app = await _platform.CreateAppAsync();
        await app.PreparePushAsync("web: run\nrelease: ./migrate");
        var build = app.Script.OnJob;
        app.Script.OnJob = async job => job.Kind == JobKind.Build ? await build(job) : null;
        var push = await app.StartAsync(DeployInput.Orchestration, app.Push, LeaseMode.Wait);
        await Wait.UntilAsync(() => app.Script.JobCorrelations.ContainsKey("release-v2-1"), "the release phase runs");

        await TerminateAsync(app, push);

        app.Script.Stopped.ShouldBe(["release-v2-1"]);
        (await app.LastReleaseAsync()).Exception.ShouldBe("error: The operation was ended from outside before it was done.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deploy_TerminatedInTheRollout_ItsReleaseFailsAndTheFormerRunsAgain(bool recursive)
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnApply = spec => spec.Release == "v3" ? null : RuntimeOutcome.Success();
        var deploy = await app.StartDeployAsync("web");
        await Wait.UntilAsync(() => app.Script.Applied.Last().Spec.Release == "v3", "the deploy waits for the runtime");

        await TerminateAsync(app, deploy, recursive);

        app.Script.State.ShouldBe("web=1@v2");
        var release = await app.LastReleaseAsync();
        release.Failed.ShouldBeTrue();
        release.Exception.ShouldBe("error: The operation was ended from outside before it was done.");
        _platform.Logs[app.Name].ShouldContain("INFO v3 failed: The operation was ended from outside before it was done. What ran before is brought back.");
        (await _platform.DatabaseAsync(database => database.RolloutLeases.CountAsync(l => l.AppId == app.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task FirstDeploy_TerminatedInTheRollout_NothingIsLeftRunning()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnApply = _ => null;
        var deploy = await app.StartDeployAsync("web");
        await Wait.UntilAsync(() => !app.Script.Applied.IsEmpty, "the deploy waits for the runtime");

        await TerminateAsync(app, deploy);

        app.Script.State.ShouldBe("");
    }

    [Fact]
    public async Task Scale_Terminated_OldNumbersAreBack()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnApply = spec => spec.Replicas == 7 ? null : RuntimeOutcome.Success();
        var scale = await app.StartScaleAsync(("web", 7));
        await Wait.UntilAsync(() => app.Script.State == "web=7@v2", "the scale waits for the runtime");

        await TerminateAsync(app, scale);

        app.Script.State.ShouldBe("web=1@v2");
    }

    [Fact]
    public async Task Deploy_TakesTheLeaseOfATerminatedOne_DoesNotBuildOnItsRelease()
    {
        // Nothing is tidied up while the test runs.
        await using var own = await fixture.StartAsync(("Deploy:TidyInterval", "01:00:00"));
        var app = await own.Platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnApply = spec => spec.Release == "v3" ? null : RuntimeOutcome.Success();
        var dead = await app.StartConfigureAsync(LeaseMode.AtStart, ("COLOR", "red"));
        await Wait.UntilAsync(() => app.Script.Applied.Last().Spec.Release == "v3", "the deploy waits for the runtime");
        await own.Platform.Client.TerminateInstanceAsync(dead);
        await app.EndAsync(dead);

        (await app.DeployAsync("web")).ShouldBe(ChangeOutcome.Success(4));

        app.Script.Processes["web"].Workload.Environment.Keys.ShouldNotContain("COLOR");
        (await app.ReleasesAsync()).Select(r => r.Failed).ShouldBe([false, false, true, false]);
    }

    [Fact]
    public async Task Operations_ThatEndedByThemselves_AreClosedAndHaveNoAftermath()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnJob = _ => Task.FromResult<RuntimeOutcome?>(RuntimeOutcome.Failure(RuntimeOutcome.Exited, "exited", 1));
        var push = await app.StartAsync(DeployInput.Orchestration, app.Push, LeaseMode.Wait);
        (await app.EndAsync(push)).Succeeded.ShouldBeFalse();

        await Wait.UntilAsync(() => _platform.DatabaseAsync(database => database.Operations.AllAsync(o => o.AppId != app.Id || !o.Open)), "it is closed");

        (await _platform.Client.GetInstanceAsync(AftermathInput.Id(push))).ShouldBeNull();
    }

    private async Task TerminateAsync(TestApp app, string operation, bool recursive = true)
    {
        await _platform.Client.TerminateInstanceAsync(operation, new TerminateInstanceOptions(Recursive: recursive));
        (await app.EndAsync(operation)).Message.ShouldBe("The operation was terminated.");
        var aftermath = AftermathInput.Id(operation);
        await Wait.UntilAsync(async () => await _platform.Client.GetInstanceAsync(aftermath) is { IsCompleted: true }, "it is tidied up");
    }
}
