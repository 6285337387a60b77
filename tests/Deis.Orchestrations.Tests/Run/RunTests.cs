using Deis.Orchestrations.Run;
using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Runs;
using Deis.Platform.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PlatformRun = Deis.Platform.Runs.Run;

namespace Deis.Orchestrations.Tests.Run;

[Collection(OrchestrationsCollection.Name)]
public sealed class RunTests(OrchestrationsFixture fixture)
{
    private const string Command = "curl -H 'X-Token: t0p-s3cret' http://db";

    private readonly TestPlatform _platform = fixture.Platform;

    [Fact]
    public async Task Run_ThatSucceeds_RunsTheCommandOnceFromTheReleaseAndKeepsItsOutput()
    {
        var app = await DeployedAsync();
        app.Script.OnJob = job => Task.FromResult<RuntimeOutcome?>(Ended(app, job, "42 rows\n", RuntimeOutcome.Success(0)));

        var run = await StartAsync(app);

        (await app.EndAsync(run.Operation)).ShouldBe(ChangeOutcome.Success());
        (await ResultAsync(run)).ShouldBe((0, "42 rows\n"));
        var job = app.Script.Jobs.Values.Single(j => j.Kind == JobKind.Run);
        job.Name.ShouldBe(run.Process);
        job.Release.ShouldBe("v2");
        job.Workload.Arguments.ShouldBe([Command]);
        job.Workload.Image.Kind.ShouldBe(ImageKind.Slug);
        job.Workload.Environment["WORKFLOW_RELEASE"].ShouldBe("v2");
        job.LogSource.ShouldBe("run.v2.abcde");
        job.Workload.LogStream.ShouldBe(app.Name);
        _platform.Logs[app.Name].ShouldContain($"INFO {app.Owner.Username} on {run.Process} runs '{Command}'");
    }

    [Fact]
    public async Task Run_ThatFails_HasItsExitCodeAndFailsAsAnOperation()
    {
        var app = await DeployedAsync();
        app.Script.OnJob = job => Task.FromResult<RuntimeOutcome?>(Ended(app, job, "no such table\n", Failure(RuntimeOutcome.Exited, "run.v2.abcde exited with code 3", 3)));

        var run = await StartAsync(app);

        (await app.EndAsync(run.Operation)).Message.ShouldBe($"{run.Process} (run): run.v2.abcde exited with code 3");
        (await ResultAsync(run)).ShouldBe((3, "no such table\n"));
        _platform.Logs[app.Name].ShouldContain($"INFO {run.Process}: run.v2.abcde exited with code 3");
    }

    [Fact]
    public async Task Run_KilledForItsMemory_SaysSoInTheOutput()
    {
        var app = await DeployedAsync();
        app.Script.OnJob = job => Task.FromResult<RuntimeOutcome?>(
            Ended(app, job, "loading", Failure(RuntimeOutcome.OutOfMemory, "run.v2.abcde was killed because it used more than its 64 MB of memory", 137)));

        var run = await StartAsync(app);
        await app.EndAsync(run.Operation);

        (await ResultAsync(run)).ShouldBe((137, "loading\nrun.v2.abcde was killed because it used more than its 64 MB of memory\n"));
    }

    [Theory]
    [InlineData(RuntimeOutcome.Lost, ErrorKind.Unavailable)]
    [InlineData(RuntimeOutcome.NotStarted, ErrorKind.Unavailable)]
    [InlineData(RuntimeOutcome.DeadlineExceeded, ErrorKind.Unavailable)]
    public async Task Run_ThatDoesNotComeToItsOwnEnd_IsNotStartedAgainAndHasNoExitCode(string reason, ErrorKind kind)
    {
        var app = await DeployedAsync();
        app.Script.OnJob = _ => Task.FromResult<RuntimeOutcome?>(Failure(reason, "it ended so", null));

        var run = await StartAsync(app);

        var outcome = await app.EndAsync(run.Operation);
        outcome.ShouldBe(ChangeOutcome.Failure(new Error(kind, $"{run.Process} (run): it ended so")));
        (await ResultAsync(run)).ExitCode.ShouldBeNull();
        app.Script.Jobs.Values.Count(job => job.Kind == JobKind.Run).ShouldBe(1);
    }

    [Fact]
    public async Task Run_Cancelled_IsStopped()
    {
        var app = await DeployedAsync();
        app.Script.OnJob = _ => Task.FromResult<RuntimeOutcome?>(null);
        var run = await StartAsync(app);
        await Wait.UntilAsync(() => app.Script.JobCorrelations.ContainsKey(run.Process), "it runs");

        await app.CancelAsync(run.Operation, "bob cancelled it.");

        (await app.EndAsync(run.Operation)).Message.ShouldBe($"{run.Process} (run): It was cancelled: bob cancelled it.");
        app.Script.Stopped.ShouldBe([run.Process]);
    }

    [Fact]
    public async Task Run_WhileADeployGoesOn_DoesNotWaitForIt()
    {
        var app = await DeployedAsync();
        app.Script.OnApply = _ => null;
        var deploy = await app.StartDeployAsync("web");
        await Wait.UntilAsync(() => app.Script.Applied.Last().Spec.Release == "v3", "the deploy waits for the runtime");

        var run = await StartAsync(app);

        (await app.EndAsync(run.Operation)).Succeeded.ShouldBeTrue();
        await app.CancelAsync(deploy);
    }

    [Fact]
    public async Task Run_OfAnAppThatIsDestroyed_Ends()
    {
        var app = await DeployedAsync();
        app.Script.OnJob = _ => Task.FromResult<RuntimeOutcome?>(null);
        var run = await StartAsync(app);
        await Wait.UntilAsync(() => app.Script.JobCorrelations.ContainsKey(run.Process), "it runs");

        (await app.DestroyAsync()).Succeeded.ShouldBeTrue();

        (await app.EndAsync(run.Operation)).Succeeded.ShouldBeFalse();
        (await _platform.DatabaseAsync(database => database.Runs.AnyAsync(r => r.AppId == app.Id))).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_TerminatedByAnAdministrator_IsStoppedAndTouchesNothingElse()
    {
        var app = await DeployedAsync();
        app.Script.OnJob = _ => Task.FromResult<RuntimeOutcome?>(null);
        var run = await StartAsync(app);
        await Wait.UntilAsync(() => app.Script.JobCorrelations.ContainsKey(run.Process), "it runs");
        var applied = app.Script.Applied.Count;

        await _platform.Client.TerminateInstanceAsync(run.Operation, "no reason");

        await Wait.UntilAsync(() => app.Script.Stopped.Contains(run.Process), "the command is stopped");
        app.Script.Applied.Count.ShouldBe(applied);
    }

    [Fact]
    public async Task Run_WithWorkersThatCrash_RunsTheCommandOnce()
    {
        using var world = await fixture.NewWorldAsync();
        var first = await TestPlatform.StartAsync(world);
        var app = await DeployedAsync(first);
        app.Script.OnJob = _ => Task.FromResult<RuntimeOutcome?>(null);
        var run = await StartAsync(app, first);
        await Wait.UntilAsync(() => app.Script.JobCorrelations.ContainsKey(run.Process), "it runs");
        await first.CrashAsync();
        await using var second = await TestPlatform.StartAsync(world);

        world.Runtime.Settle(app.Script.JobCorrelations[run.Process], RuntimeOutcome.Success(0));

        (await app.On(second).EndAsync(run.Operation)).Succeeded.ShouldBeTrue();
        app.Script.Jobs.Values.Count(job => job.Kind == JobKind.Run).ShouldBe(1);
    }

    [Fact]
    public async Task Run_AnyTable_HoldsNeitherCommandNorOutputReadably()
    {
        const string Secret = "0utput-s3cret";
        var app = await DeployedAsync();
        app.Script.OnJob = job => Task.FromResult<RuntimeOutcome?>(Ended(app, job, Secret, RuntimeOutcome.Success(0)));

        var run = await StartAsync(app);
        await app.EndAsync(run.Operation);

        (await _platform.World.TablesThatHoldAsync("t0p-s3cret")).ShouldBeEmpty();
        (await _platform.World.TablesThatHoldAsync(Secret)).ShouldBeEmpty();
        (await ResultAsync(run)).Output.ShouldBe(Secret);
    }

    [Fact]
    public async Task Run_Detached_KeepsNoOutput()
    {
        var app = await DeployedAsync();
        app.Script.OnJob = job => Task.FromResult<RuntimeOutcome?>(Ended(app, job, "to the log", RuntimeOutcome.Success(0)));

        var run = await StartAsync(app, detached: true);
        await app.EndAsync(run.Operation);

        (await ResultAsync(run)).ShouldBe((0, ""));
    }

    private static RuntimeOutcome Ended(TestApp app, JobSpec job, string output, RuntimeOutcome outcome)
    {
        app.Script.Outputs[job.Name] = output;
        return outcome;
    }

    private static RuntimeOutcome Failure(string reason, string message, int? exitCode) => RuntimeOutcome.Failure(reason, message, exitCode);

    private async Task<TestApp> DeployedAsync(TestPlatform? platform = null)
    {
        var app = await (platform ?? _platform).CreateAppAsync();
        (await app.DeployAsync("web")).Succeeded.ShouldBeTrue();
        return app;
    }

    private async Task<PlatformRun> StartAsync(TestApp app, TestPlatform? platform = null, bool detached = false)
    {
        var id = Guid.NewGuid();
        var release = await app.LastReleaseAsync();
        var run = await (platform ?? _platform).InScopeAsync(services => Task.FromResult(new PlatformRun
        {
            Uuid = id,
            AppId = app.Id,
            ReleaseId = release.Uuid,
            Operation = $"run-{id:N}",
            Process = $"{app.Name}-run-abcde",
            ProtectedCommand = services.GetRequiredService<RunVault>().SealCommand(id, Command),
            Detached = detached,
            Created = TimeProvider.System.GetUtcNow(),
        }));
        var input = new RunInput(id, app.Id, app.Name, run.Process, 60);
        await app.StartAsync(RunInput.Orchestration, input, LeaseMode.Wait, database => database.Runs.Add(run), run.Operation);
        return run;
    }

    private Task<(int? ExitCode, string Output)> ResultAsync(PlatformRun run) => _platform.InScopeAsync(async services =>
    {
        var database = services.GetRequiredService<DeisDbContext>();
        var ended = await database.Runs.AsNoTracking().SingleAsync(r => r.Uuid == run.Uuid);
        return (ended.ExitCode, services.GetRequiredService<RunVault>().OpenOutput(ended));
    });
}
