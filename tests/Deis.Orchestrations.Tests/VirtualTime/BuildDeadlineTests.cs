using System.Collections.Concurrent;
using Deis.Orchestrations.Builds;
using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Rollout;
using Deis.Platform.Runtime;
using Microsoft.DurableTask.Client;

namespace Deis.Orchestrations.Tests.VirtualTime;

public sealed class BuildDeadlineTests : VirtualTimeTests
{
    private static readonly Guid _build = Guid.NewGuid();

    private readonly ConcurrentQueue<Correlation> _jobs = new();

    [Fact]
    public async Task Build_NeverEnds_IsStoppedOneMinuteAfterItsDeadline()
    {
        var id = await StartBuildAsync();
        await Host.AdvanceAsync(TimeSpan.FromMinutes(31), Deadline);
        Activities.TimesOf(nameof(StopJob), Begun).ShouldBe([31 * 60]);

        await SettleAsync(id, RuntimeOutcome.Failure(RuntimeOutcome.Stopped, "It was stopped."));

        (await EndAsync<BuildOutcome>(id)).ShouldBe(new BuildOutcome(null, "The build failed: It did not end within 30 minutes."));
        Elapsed.ShouldBe(31 * 60);
    }

    [Fact]
    public async Task Build_NeverEndsNorStops_FailsAMinuteLater()
    {
        var id = await StartBuildAsync();

        var outcome = await EndAsync<BuildOutcome>(id);

        outcome.ShouldBe(new BuildOutcome(null, "The build failed: It did not end within 30 minutes. It has not stopped within 60 s."));
        Elapsed.ShouldBe(32 * 60);
    }

    [Fact]
    public async Task Build_WhoseStartFails_IsStoppedAllTheSame()
    {
        var id = await StartBuildAsync(_ => throw new IOException("The runtime is away."));

        var end = await Host.Client.WaitForInstanceCompletionAsync(id, Deadline);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        Activities.TimesOf(nameof(StopJob), Begun).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Build_EndsInTheLastSecond_IsRecorded()
    {
        var id = await StartBuildAsync();
        await Host.AdvanceAsync(TimeSpan.FromSeconds((31 * 60) - 1), Deadline);

        await SettleAsync(id, RuntimeOutcome.Success(0));

        (await EndAsync<BuildOutcome>(id)).ShouldBe(new BuildOutcome(_build, null));
        Elapsed.ShouldBe((31 * 60) - 1);
    }

    [Fact]
    public async Task Build_LostAfterTwentyMinutes_GetsAWholeDeadlineAgain()
    {
        var id = await StartBuildAsync();
        await Host.AdvanceAsync(TimeSpan.FromMinutes(20), Deadline);

        await SettleAsync(id, RuntimeOutcome.Failure(RuntimeOutcome.Lost, "The platform was stopped."));
        await EndAsync<BuildOutcome>(id);

        Activities.TimesOf(nameof(StartBuild), Begun).ShouldBe([0, 20 * 60]);
        Elapsed.ShouldBe((20 + 32) * 60);
    }

    private Task<string> StartBuildAsync(Func<JobToStart<SlugBuild>, bool>? start = null)
    {
        Activities
            .On<LinesFor, object?>(nameof(AppendLines), _ => null)
            .On<object?, double>(nameof(BuildDeadline), _ => TimeSpan.FromMinutes(30).TotalSeconds)
            .On<BuildInput, BuildOutcome>(nameof(RecordBuild), _ => new BuildOutcome(_build, null))
            .On<JobRef, object?>(nameof(StopJob), _ => null)
            .On(nameof(StartBuild), start ?? (job =>
            {
                _jobs.Enqueue(job.Correlation);
                return true;
            }));
        var input = new BuildInput(Guid.NewGuid(), "app", Guid.NewGuid(), "deploy-1", "home/app:git-01234567/tar", new string('0', 40));
        return StartAsync<BuildOrchestrator>(BuildInput.Orchestration, input);
    }

    /// <summary>The runtime says how the last job ended.</summary>
    private Task SettleAsync(string id, RuntimeOutcome outcome) =>
        Host.Client.RaiseEventAsync(id, _jobs.Last().Event, outcome, Deadline);
}
