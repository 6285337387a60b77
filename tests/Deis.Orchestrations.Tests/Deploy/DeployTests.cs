using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Results;
using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Tests.Deploy;

[Collection(OrchestrationsCollection.Name)]
public sealed class DeployTests(OrchestrationsFixture fixture)
{
    private readonly TestPlatform _platform = fixture.Platform;

    [Fact]
    public async Task Build_FirstDeploy_RunsTheDefaultStructure()
    {
        var app = await _platform.CreateAppAsync();

        var outcome = await app.DeployAsync("web", "worker");

        outcome.ShouldBe(ChangeOutcome.Success(2));
        app.Script.State.ShouldBe("web=1@v2");
        (await app.StructureAsync()).ShouldBe("web=1");
        app.Script.Routing!.RoutedType.ShouldBe("web");
        app.Script.Routing.Hosts.ShouldBe([app.Name]);
        _platform.Logs[app.Name].ShouldContain($"INFO {app.Owner.Username} deployed 0123456 (v2)");
    }

    [Fact]
    public async Task Build_TypeWithAService_MustListenLikeTheRoutedOne()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web", "worker", "clock");
        await app.ScaleAsync(("worker", 1), ("clock", 1));
        await app.AddServiceAsync("worker", "/jobs");
        app.Script.Applied.Clear();

        (await app.DeployAsync("web", "worker", "clock")).Succeeded.ShouldBeTrue();

        app.Script.Applied.ToDictionary(applied => applied.Spec.Type, applied => applied.Spec.Routable)
            .ShouldBe(new Dictionary<string, bool> { ["web"] = true, ["worker"] = true, ["clock"] = false }, ignoreOrder: true);
        app.Script.Routing!.Services.ShouldHaveSingleItem().Host.ShouldBe($"{app.Name}-worker");
    }

    [Fact]
    public async Task Build_TypeThatFollowsItsLoad_TellsTheRuntimeHow()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.Applied.ShouldHaveSingleItem().Spec.Scaling.ShouldBeNull();
        app.Script.Applied.Clear();
        await app.SetAutoscaleAsync("web", new LoadScaling(2, 5, 50));

        (await app.DeployAsync("web")).Succeeded.ShouldBeTrue();

        app.Script.Applied.ShouldHaveSingleItem().Spec.Scaling.ShouldBe(new LoadScaling(2, 5, 50));
    }

    [Fact]
    public async Task Build_SeveralTypes_AreRolledOutInParallel()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web", "worker");
        await app.ScaleAsync(("worker", 2));
        app.Script.Applied.Clear();
        app.Script.OnApply = _ => null;

        var operation = await app.StartDeployAsync("web", "worker");
        await Wait.UntilAsync(() => app.Script.Applied.Count == 2, "both types are applied before either is ready");
        foreach (var applied in app.Script.Applied)
        {
            _platform.Runtime.Settle(applied.Correlation, RuntimeOutcome.Success());
        }

        (await app.EndAsync(operation)).ShouldBe(ChangeOutcome.Success(3));
        app.Script.State.ShouldBe("web=1@v3 worker=2@v3");
    }

    [Fact]
    public async Task Build_TypeLeftTheProcfile_IsRemovedFromRuntimeAndStructure()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web", "worker");
        await app.ScaleAsync(("worker", 2), ("web", 3));

        (await app.DeployAsync("web")).Succeeded.ShouldBeTrue();

        app.Script.State.ShouldBe("web=3@v3");
        (await app.StructureAsync()).ShouldBe("web=3");
    }

    [Fact]
    public async Task Build_OneTypeFails_FormerReleaseRunsAgain()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web", "worker");
        await app.ScaleAsync(("worker", 2));
        app.Script.OnApply = spec => spec is { Type: "worker", Release: "v3" }
            ? RuntimeOutcome.Failure(RuntimeOutcome.CrashLoop, "worker crashed", 1, ["no queue"])
            : RuntimeOutcome.Success();

        var outcome = await app.DeployAsync("web", "worker");

        outcome.Succeeded.ShouldBeFalse();
        outcome.Version.ShouldBe(3);
        outcome.Kind.ShouldBe(ErrorKind.Domain);
        outcome.Message.ShouldBe(
            "(app::deploy): There was a problem deploying v3. Rolling back process types to release v2.\nworker crashed\nLast lines of its log:\n    no queue");
        app.Script.State.ShouldBe("web=1@v2 worker=2@v2");
        (await app.StructureAsync()).ShouldBe("web=1 worker=2");
        var release = await app.LastReleaseAsync();
        release.Failed.ShouldBeTrue();
        release.Exception.ShouldBe($"error: {outcome.Message}");
        release.Summary.ShouldBe($"{app.Owner.Username} deployed {release.BuildId.ToString()![..7]} which failed");
        _platform.Logs[app.Name].ShouldContain("INFO worker crashed");
    }

    [Fact]
    public async Task Build_FirstDeployFails_NothingIsLeftRunning()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnApply = _ => RuntimeOutcome.Failure(RuntimeOutcome.CrashLoop, "web crashed");

        var outcome = await app.DeployAsync("web");

        outcome.Message.ShouldBe("(app::deploy): There was a problem deploying v2.\nweb crashed");
        app.Script.State.ShouldBe("");
        (await app.StructureAsync()).ShouldBe("");
    }

    [Fact]
    public async Task Build_FormerReleaseCannotBeRestored_ReasonAndLogSaySo()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnApply = spec => spec.Release == "v3"
            ? RuntimeOutcome.Failure(RuntimeOutcome.CrashLoop, "web crashed")
            : RuntimeOutcome.Failure(RuntimeOutcome.CrashLoop, "web crashed again", 1, ["no disk"]);

        var outcome = await app.DeployAsync("web");

        outcome.Message.ShouldBe(
            "(app::deploy): There was a problem deploying v3. Rolling back process types to release v2.\nweb crashed\n"
            + "v2 could not be restored for web: web crashed again\nLast lines of its log:\n    no disk");
        (await app.LastReleaseAsync()).Exception.ShouldBe($"error: {outcome.Message}");
        _platform.Logs[app.Name].Count(line => line == "INFO web crashed").ShouldBe(1);
        _platform.Logs[app.Name].ShouldContain("INFO v2 could not be restored for web: web crashed again");
    }

    [Fact]
    public async Task Build_RestorationBreaks_AllOfItIsTriedAndReported()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnApply = spec => spec switch
        {
            { Type: "worker" } => RuntimeOutcome.Failure(RuntimeOutcome.CrashLoop, "worker crashed"),
            { Release: "v2" } => throw new NotSupportedException("out of order"),
            _ => RuntimeOutcome.Success(),
        };
        app.Script.OnRemove = _ => throw new NotSupportedException("cannot remove");
        app.Script.OnRoute = () => throw new NotSupportedException("no router");
        await app.SetStructureAsync(new() { ["web"] = 1, ["worker"] = 1 });

        var outcome = await app.DeployAsync("web", "worker");

        outcome.Message.ShouldNotBeNull().ShouldEndWith(
            """
            worker crashed
            v2 could not be restored for web: The platform could not go on: out of order
            v2 could not be restored for worker: worker crashed
            The routes could not be published. The platform could not go on: no router
            """);
        (await app.LastReleaseAsync()).Exception.ShouldBe($"error: {outcome.Message}");
        (await app.LeaseIsFreeAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Build_FirstDeployFailsAndCannotBeRemoved_ReasonSaysSo()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnApply = _ => RuntimeOutcome.Failure(RuntimeOutcome.CrashLoop, "web crashed");
        app.Script.OnRemove = _ => throw new NotSupportedException("cannot remove");

        (await app.DeployAsync("web")).Message.ShouldBe(
            "(app::deploy): There was a problem deploying v2.\nweb crashed\nThe processes of web could not be removed. The platform could not go on: cannot remove");
    }

    [Fact]
    public async Task Build_RuntimeBreaks_FormerReleaseRunsAgain()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnApply = spec => spec.Release == "v3" ? throw new NotSupportedException("out of order") : RuntimeOutcome.Success();

        (await app.DeployAsync("web")).Message.ShouldNotBeNull().ShouldEndWith("The platform could not go on: out of order");

        app.Script.State.ShouldBe("web=1@v2");
    }

    [Fact]
    public async Task Config_NeverReady_MessageSaysWhatTheRuntimeSees()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnApply = spec => spec.Release == "v3" ? null : RuntimeOutcome.Success();
        app.Script.OnObserve = _ => new RolloutStatus("v3", 1, 0, "Nothing listens on port 5000.", ["starting"]);

        var outcome = await app.ConfigureAsync(("DEIS_DEPLOY_TIMEOUT", "1"));

        outcome.Message.ShouldNotBeNull().ShouldEndWith(
            "web: 0 of 1 processes were ready after 1 s. Nothing listens on port 5000.\nLast lines of its log:\n    starting");
        app.Script.State.ShouldBe("web=1@v2");
        (await app.LastReleaseAsync()).Summary.ShouldBe($"{app.Owner.Username} deployed a config that failed");
    }

    [Fact]
    public async Task Build_NeverReady_ThePlatformsTimeoutHolds()
    {
        await using var own = await fixture.StartAsync(("DEIS_DEPLOY_TIMEOUT", "1"));
        var app = await own.Platform.CreateAppAsync();
        app.Script.OnApply = _ => null;

        (await app.DeployAsync("web")).Message.ShouldNotBeNull().ShouldEndWith("web: 0 of 0 processes were ready after 1 s.");
    }

    [Fact]
    public async Task Config_AppWithoutBuild_SucceedsWithoutTheRuntime()
    {
        var app = await _platform.CreateAppAsync();

        (await app.ConfigureAsync(("COLOR", "red"))).ShouldBe(ChangeOutcome.Success(2));

        app.Script.Applied.ShouldBeEmpty();
        (await app.LastReleaseAsync()).Summary.ShouldBe($"{app.Owner.Username} added COLOR");
    }

    [Fact]
    public async Task Config_NewValue_ReachesTheProcesses()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");

        (await app.ConfigureAsync(("COLOR", "red"))).ShouldBe(ChangeOutcome.Success(3));

        var environment = app.Script.Processes["web"].Workload.Environment;
        environment["COLOR"].ShouldBe("red");
        environment["WORKFLOW_RELEASE"].ShouldBe("v3");
        environment["DEIS_APP"].ShouldBe(app.Name);
    }

    [Fact]
    public async Task Rollback_ToAnEarlierRelease_BringsItsConfigBackUnderANewNumber()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        await app.ConfigureAsync(("COLOR", "red"));

        (await app.RollBackAsync(2)).ShouldBe(ChangeOutcome.Success(4));

        app.Script.State.ShouldBe("web=1@v4");
        app.Script.Processes["web"].Workload.Environment.Keys.ShouldNotContain("COLOR");
        (await app.LastReleaseAsync()).Summary.ShouldBe($"{app.Owner.Username} rolled back to v2");
    }

    [Fact]
    public async Task Rollback_Fails_SummarySaysSo()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        await app.ConfigureAsync(("COLOR", "red"));
        app.Script.OnApply = spec => spec.Release == "v4" ? RuntimeOutcome.Failure("NotReady", "no") : RuntimeOutcome.Success();

        (await app.RollBackAsync(2)).Succeeded.ShouldBeFalse();

        app.Script.State.ShouldBe("web=1@v3");
        (await app.LastReleaseAsync()).Summary.ShouldBe($"{app.Owner.Username} performed roll back to a release that failed");
    }
}
