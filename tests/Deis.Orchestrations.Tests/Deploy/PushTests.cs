using Deis.Orchestrations.Builds;
using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Tests.Deploy;

[Collection(OrchestrationsCollection.Name)]
public sealed class PushTests(OrchestrationsFixture fixture)
{
    private readonly TestPlatform _platform = fixture.Platform;

    [Fact]
    public async Task Push_BuildSucceeds_DeploysTheSlugAndTellsThePusher()
    {
        var app = await _platform.CreateAppAsync();
        await app.PreparePushAsync("web: node server.js\n");

        var operation = await app.StartAsync(DeployInput.Orchestration, app.Push, LeaseMode.Wait);

        (await app.EndAsync(operation)).ShouldBe(ChangeOutcome.Success(2));
        app.Script.State.ShouldBe("web=1@v2");
        app.Script.Processes["web"].Workload.Image.ShouldBe(new AppImage(ImageKind.Slug, SlugKeys.Slug(app.Name, TestApp.Sha)));
        (await _platform.Store.ExistsAsync(app.Push.Source!, CancellationToken.None)).ShouldBeFalse();
        var lines = _platform.Logs[DeployInput.BuildLogStream(operation)];
        lines[0].ShouldBe("Starting build... but first, coffee!");
        lines.ShouldContain("Launching App...");
        lines.ShouldContain(line => line.StartsWith($"Done, {app.Name}:v2 deployed to Workflow"));
    }

    [Fact]
    public async Task Push_AppWithConfig_BuildGetsUrlsForItsOwnObjectsAndSecretsOnlyAsFiles()
    {
        const string Secret = "hunter2-in-no-history";
        var app = await _platform.CreateAppAsync();
        await app.ConfigureAsync(("PASSWORD", Secret), ("BUILDPACK_URL", "https://example.org/pack.git"));

        (await app.PushAsync("web: run")).Succeeded.ShouldBeTrue();

        var job = app.Script.Jobs.Values.ShouldHaveSingleItem();
        var environment = job.Workload.Environment;
        PathOf(environment["TAR_URL"]).ShouldEndWith($"/home/{app.Name}:git-01234567/tar");
        PathOf(environment["SLUG_PUT_URL"]).ShouldEndWith($"/home/{app.Name}:git-01234567/push/slug.tgz");
        PathOf(environment["PROCFILE_PUT_URL"]).ShouldEndWith($"/home/{app.Name}:git-01234567/push/Procfile");
        PathOf(environment["CACHE_PUT_URL"]).ShouldEndWith($"/home/{app.Name}/cache/cache.tgz");
        environment["BUILDPACK_URL"].ShouldBe("https://example.org/pack.git");
        environment.Values.ShouldNotContain(Secret);
        job.Workload.Files["/tmp/env/PASSWORD"].ShouldBe(Secret);
        (await _platform.World.TablesThatHoldAsync(Secret)).ShouldBeEmpty();
        (await _platform.World.TablesThatHoldAsync(app.Name)).ShouldContain("durable.history", "the search finds what is there");
    }

    [Fact]
    public async Task Push_CacheIsDisabled_DeletesItAndBuildsWithout()
    {
        var app = await _platform.CreateAppAsync();
        await app.ConfigureAsync(("DEIS_DISABLE_CACHE", "1"));
        await _platform.Store.PutAsync(SlugKeys.Cache(app.Name), new MemoryStream([3]), CancellationToken.None);

        (await app.PushAsync("web: run")).Succeeded.ShouldBeTrue();

        var environment = app.Script.Jobs.Values.ShouldHaveSingleItem().Workload.Environment;
        environment.Keys.ShouldNotContain("CACHE_GET_URL");
        environment.Keys.ShouldNotContain("CACHE_PUT_URL");
        (await _platform.Store.OpenReadAsync(SlugKeys.Cache(app.Name), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Push_BuildFails_OutcomeNamesItAndThereIsNoRelease()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnJob = _ => Ended(RuntimeOutcome.Failure(RuntimeOutcome.Exited, "exited", 7));

        var outcome = await app.EndAsync(await app.StartAsync(DeployInput.Orchestration, app.Push, LeaseMode.Wait));

        outcome.Message.ShouldBe("Build pod exited with code 7, stopping build");
        (await app.ReleasesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Push_ProcfileIsWrong_OutcomeNamesIt()
    {
        var app = await _platform.CreateAppAsync();

        var outcome = await app.PushAsync("Web: run");

        outcome.Message.ShouldBe("Process types can only contain lowercase alphanumeric characters");
        (await app.ReleasesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Push_BuildLostOnce_IsStartedAgain()
    {
        var app = await _platform.CreateAppAsync();
        await app.PreparePushAsync("web: run");
        var build = app.Script.OnJob;
        app.Script.OnJob = job => app.Script.Jobs.Count == 1 ? Ended(RuntimeOutcome.Failure(RuntimeOutcome.Lost, "gone")) : build(job);

        var outcome = await app.EndAsync(await app.StartAsync(DeployInput.Orchestration, app.Push, LeaseMode.Wait));

        outcome.ShouldBe(ChangeOutcome.Success(2));
        app.Script.Jobs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Push_BuildLostThreeTimes_Fails()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnJob = _ => Ended(RuntimeOutcome.Failure(RuntimeOutcome.Lost, "The node is gone."));

        var outcome = await app.EndAsync(await app.StartAsync(DeployInput.Orchestration, app.Push, LeaseMode.Wait));

        outcome.Message.ShouldBe("The build failed: The node is gone.");
        app.Script.Jobs.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Push_ReleasePhase_RunsOnceBeforeTheRollout()
    {
        var app = await _platform.CreateAppAsync();

        (await app.PushAsync("web: run\nrelease: ./migrate")).ShouldBe(ChangeOutcome.Success(2));

        var phase = app.Script.Jobs["release-v2-1"];
        phase.Kind.ShouldBe(JobKind.Release);
        phase.LogSource.ShouldBe("release.v2");
        phase.Workload.Arguments.ShouldBe(["./migrate"]);
        app.Script.State.ShouldBe("web=1@v2");
    }

    [Fact]
    public async Task Push_ReleasePhaseFails_NothingIsRolledOut()
    {
        var app = await _platform.CreateAppAsync();
        await app.PreparePushAsync("web: run\nrelease: ./migrate");
        var build = app.Script.OnJob;
        app.Script.OnJob = job => job.Kind == JobKind.Build
            ? build(job)
            : Ended(RuntimeOutcome.Failure(RuntimeOutcome.Exited, "It ended with exit code 3.", 3, ["no such table"]));

        var outcome = await app.EndAsync(await app.StartAsync(DeployInput.Orchestration, app.Push, LeaseMode.Wait));

        outcome.Message.ShouldNotBeNull().ShouldContain("The release phase failed: It ended with exit code 3.\nLast lines of its log:\n    no such table");
        app.Script.Applied.ShouldBeEmpty();
        (await app.LastReleaseAsync()).Failed.ShouldBeTrue();
    }

    [Fact]
    public async Task Push_AppDestroyedDuringTheBuild_EndsAtOnceAndLeavesNothing()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnJob = _ => Ended(null);
        var operation = await app.StartAsync(DeployInput.Orchestration, app.Push, LeaseMode.Wait);
        await Wait.UntilAsync(() => app.Script.JobCorrelations.Count == 1, "the build is started");

        (await app.DestroyAsync()).Succeeded.ShouldBeTrue();

        (await app.EndAsync(operation)).Message.ShouldBe("It was cancelled: The app is being destroyed.");
        (await app.ReleasesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Push_LoggerIsAway_DeploysAllTheSame()
    {
        var app = await _platform.CreateAppAsync();
        _platform.Logs.TakeAway(app.Name);

        (await app.PushAsync("web: run")).ShouldBe(ChangeOutcome.Success(2));
    }

    private static Task<RuntimeOutcome?> Ended(RuntimeOutcome? outcome) => Task.FromResult(outcome);

    private static string PathOf(string url) => Uri.UnescapeDataString(new Uri(url).AbsolutePath);
}
