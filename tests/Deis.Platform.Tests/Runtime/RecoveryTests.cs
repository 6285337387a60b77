using System.Diagnostics;
using Deis.Platform.Runtime;
using Deis.RuntimeHost;

namespace Deis.Platform.Tests.Runtime;

/// <summary>Lives of a platform, one after the other, on one folder.</summary>
public sealed class RecoveryTests : IAsyncLifetime
{
    private static readonly SampleApp App = new("sample");

    private readonly CancellationToken _deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;
    private readonly string _folder = Directory.CreateTempSubdirectory("deis-recovery-").FullName;

    private string Sandboxes => Path.Combine(_folder, "runtime", "sandboxes");

    public async Task InitializeAsync()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_001_001);
        await using var slugs = await SlugServer.StartAsync(Path.Combine(_folder, "objects"));
        await App.PushAsync(slugs, _deadline);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Kill_PlatformWithAppsRolloutAndJob_LeavesNoProcessAndComesBackWithAll()
    {
        await using (var first = await HostProcess.StartAsync(_folder, _deadline))
        {
            await first.ApplyAsync(App.Spec("v2", replicas: 2), _deadline);
            (await first.OutcomeAsync(App.Spec("v2"), _deadline)).Succeeded.ShouldBeTrue();
            await first.RouteAsync(App.Routing(), _deadline);
            await first.ApplyAsync(App.Spec("v3", 1, "web", ("START", "deaf")), _deadline);
            await first.StartJobAsync(App.Job("long", "sleep 1000"), _deadline);
            await UntilAsync(() => Task.FromResult(Machine.ProcessesNaming(Sandboxes + "/sample.long/").Count > 0), "the job runs");
            await first.KillAsync();
        }
        await UntilAsync(() => Task.FromResult(Machine.ProcessesNaming(Sandboxes).Count == 0), "no sandbox is left");

        await using var second = await TestPlatform.StartAsync(_folder);

        await UntilAsync(() => Task.FromResult(second.Edge.Find(App.Name)?.Endpoints.Count == 2), "both processes serve");
        (await second.Edge.GetAsync(App.Name, "/", _deadline)).ShouldBe("v2");
        (await second.OutcomeAsync(new Correlation("long", "job"), _deadline)).Reason.ShouldBe(RuntimeOutcome.Lost);
        await UntilAsync(async () => (await second.Runtime.ListAsync(App.Name, _deadline)).Any(process => process.Release == "v3"), "the rollout goes on");
        (await second.Runtime.ObserveAsync(App.Name, "web", _deadline)).Release.ShouldBe("v3");

        var back = new Correlation("rollback", "done");
        await second.Runtime.ApplyAsync(App.Spec("v2", replicas: 2), back, _deadline);
        (await second.OutcomeAsync(back, _deadline)).Succeeded.ShouldBeTrue();
        (await second.OutcomeAsync(new Correlation("v3", "web"), _deadline)).Reason.ShouldBe(RuntimeOutcome.Superseded);
    }

    [Theory]
    [InlineData(JobKind.Run, false)]
    [InlineData(JobKind.Release, true)]
    public async Task StartJob_LostAndAskedForAgain_RunsASecondTimeUnlessItIsACommandOfTheUser(JobKind kind, bool isStarted)
    {
        var job = App.Job("long", "echo started; exec sleep 1000") with { Kind = kind };
        await using (var first = await HostProcess.StartAsync(_folder, _deadline))
        {
            await first.StartJobAsync(job, _deadline);
            await UntilAsync(() => Task.FromResult(Machine.ProcessesNaming(Sandboxes + "/sample.long/").Count > 0), "the job runs");
            await first.KillAsync();
        }

        await using var second = await TestPlatform.StartAsync(_folder);
        var again = new Correlation("again", "job");
        await second.Runtime.StartJobAsync(job with { Workload = job.Workload with { Arguments = ["echo twice"] } }, again, _deadline);

        var outcome = await second.OutcomeAsync(again, _deadline);
        outcome.Reason.ShouldBe(isStarted ? null : RuntimeOutcome.Lost);
        second.Logs.Lines(App.Name).Any(line => line.Message == "twice").ShouldBe(isStarted);
    }

    [Fact]
    public async Task Restart_AfterAFailedRollout_ServesTheFormerReleaseAndTellsTheOutcomeAgain()
    {
        var failing = App.Spec("v3", 1, "web", ("START", "crash"));
        await using (var first = await HostProcess.StartAsync(_folder, _deadline))
        {
            await first.ApplyAsync(App.Spec("v2"), _deadline);
            (await first.OutcomeAsync(App.Spec("v2"), _deadline)).Succeeded.ShouldBeTrue();
            await first.RouteAsync(App.Routing(), _deadline);
            await first.ApplyAsync(failing, _deadline);
            (await first.OutcomeAsync(failing, _deadline)).Succeeded.ShouldBeFalse();
        }
        Machine.ProcessesNaming(Sandboxes).ShouldBeEmpty();
        Machine.ControlGroups(Path.Combine(_folder, "runtime")).ShouldBeEmpty();

        await using var second = await TestPlatform.StartAsync(_folder);

        (await second.OutcomeAsync(new Correlation("v3", "web"), _deadline)).Reason.ShouldBe(RuntimeOutcome.CrashLoop);
        await UntilAsync(() => Task.FromResult(second.Edge.Find(App.Name)?.Endpoints.Count == 1), "it serves");
        (await second.Edge.GetAsync(App.Name, "/", _deadline)).ShouldBe("v2");
    }

    [Fact]
    public async Task Start_SecondPlatformOnTheSameFolder_IsRefused()
    {
        await using var first = await TestPlatform.StartAsync(_folder);

        (await Should.ThrowAsync<InvalidOperationException>(() => TestPlatform.StartAsync(_folder))).Message.ShouldContain("Another platform runs");
    }

    [Fact]
    public async Task Start_DamagedState_BringsTheOtherAppsBack()
    {
        var other = new SampleApp("other");
        await using (var first = await TestPlatform.StartAsync(_folder))
        {
            await other.PushAsync(first.Slugs, _deadline);
            foreach (var app in new[] { App, other })
            {
                var correlation = new Correlation(app.Name, "done");
                await first.Runtime.ApplyAsync(app.Spec("v2"), correlation, _deadline);
                (await first.OutcomeAsync(correlation, _deadline)).Succeeded.ShouldBeTrue();
                await first.Runtime.PublishRoutingAsync(app.Routing(), _deadline);
            }
        }
        await File.WriteAllTextAsync(Path.Combine(_folder, "runtime", "desired", "apps", "other", "types", "web"), "garbage", _deadline);

        await using var second = await TestPlatform.StartAsync(_folder);

        await UntilAsync(() => Task.FromResult(second.Edge.Find(App.Name)?.Endpoints.Count == 1), "the sound app serves");
        (await second.Runtime.ListAsync("other", _deadline)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_LeftoversOfAKilledLife_AreClearedAway()
    {
        var locked = Path.Combine(Sandboxes, "sample-web-1-aaaaa", "app", "locked");
        Directory.CreateDirectory(Path.Combine(locked, "deep"));
        File.SetUnixFileMode(locked, UnixFileMode.None);
        using var survivor = Process.Start("sh", ["-c", "sleep 1000; :", "--die-with-parent", Sandboxes + "/sample-web-1-aaaaa/app"]);

        await using var platform = await TestPlatform.StartAsync(_folder);

        Directory.EnumerateDirectories(Sandboxes).ShouldBeEmpty();
        await survivor.WaitForExitAsync(_deadline);
    }

    [Fact]
    public async Task State_OnDisk_HoldsNoReadableSecret()
    {
        const string Secret = "s3cret-of-the-app";
        await using var platform = await TestPlatform.StartAsync(_folder);
        await platform.Runtime.ApplyAsync(App.Spec("v2", 1, "web", ("PASSWORD", Secret)), new Correlation("a", "b"), _deadline);

        var files = Directory.EnumerateFiles(Path.Combine(_folder, "runtime", "desired"), "*", SearchOption.AllDirectories).ToList();
        files.ShouldNotBeEmpty();
        foreach (var file in files)
            (await File.ReadAllTextAsync(file, _deadline)).ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Platform_OfAnOrdinaryUser_RunsAppsToo()
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        await RunAsync("chown", "-R", "nobody", _folder);
        await using var platform = await HostProcess.StartAsync(_folder, _deadline, user: "nobody");

        await platform.ApplyAsync(App.Spec("v2"), _deadline);
        var outcome = await platform.OutcomeAsync(App.Spec("v2"), _deadline);
        outcome.Succeeded.ShouldBeTrue(outcome.Message);
        await platform.RouteAsync(App.Routing(), _deadline);

        (await platform.GetAsync(App.Name, "/", _deadline)).ShouldBe("v2");
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
    }

    private async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        while (!await condition())
        {
            if (_deadline.IsCancellationRequested)
                throw new TimeoutException($"It never came true that {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }
    }
}
