using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Local;

namespace Deis.Platform.Tests.Runtime;

public sealed class LimitTests : RuntimeTest
{
    private const int Tasks = 60;

    protected override void Configure(LocalRuntimeOptions options) => options.MaxTasks = Tasks;

    [NeedsControlGroupsFact]
    public async Task Memory_OverTheLimit_IsNamedAsTheReason()
    {
        await DeployAsync(App.Spec("v2"));
        var spec = App.Spec("v3", 1, "web", ("START", "hog"));

        var outcome = await ApplyAsync(spec with { Workload = spec.Workload with { MemoryBytes = 96 << 20 } });

        outcome.Reason.ShouldBe(RuntimeOutcome.OutOfMemory);
        outcome.Message.ShouldBe("web.1 was killed because it used more than its 96 MB of memory 3 times while starting");
        (await GetAsync("/")).ShouldBe("v2");
    }

    [NeedsControlGroupsFact]
    public async Task Processor_OverTheLimit_IsTakenAway()
    {
        var job = App.Job("one", "while :; do :; done");
        await Runtime.StartJobAsync(job with { Workload = job.Workload with { Cpus = 0.1 } }, NewCorrelation(), Deadline);

        await UntilAsync(() => Machine.ControlGroups(Platform.Options.StateFolder).Any(Machine.IsThrottled), "the kernel has held it up");

        await Runtime.StopJobAsync(App.Name, "one", Deadline);
    }

    [Fact]
    public async Task Processes_OverTheLimit_AreNotMade()
    {
        await RunAsync(App.Job("one", "perl -e '$| = 1; for (1..200) { my $child = fork; defined $child or die $!; $child or sleep 100; print qq(started\n) }'"));

        LogText().Count(line => line == "started").ShouldBeInRange(1, Tasks);
        LogText().ShouldContain(line => line.Contains("Resource temporarily unavailable", StringComparison.Ordinal));
    }
}
