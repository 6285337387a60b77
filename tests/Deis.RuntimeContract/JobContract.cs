using Deis.Platform.Runtime;

namespace Deis.RuntimeContract;

public abstract class JobContract : ContractTest
{
    [ContractFact]
    public async Task StartJob_CommandThatSucceeds_EndsWithItsOutput()
    {
        var outcome = await RunAsync(App.Job("one", "echo hello; echo world >&2"));

        outcome.ShouldSatisfyAllConditions(() => outcome.Succeeded.ShouldBeTrue(), () => outcome.ExitCode.ShouldBe(0));
        var output = (await Runtime.ReadJobOutputAsync(App.Name, "one", Deadline)).ShouldNotBeNull();
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["hello", "world"], ignoreOrder: true);
        (await Runtime.ReadJobOutputAsync(App.Name, "two", Deadline)).ShouldBeNull();
    }

    [ContractFact]
    public async Task StartJob_CommandThatFails_TellsCodeAndLastLines()
    {
        var outcome = await RunAsync(App.Job("one", "echo no such table; exit 42"));

        outcome.Reason.ShouldBe(RuntimeOutcome.Exited);
        outcome.ExitCode.ShouldBe(42);
        outcome.Message.ShouldBe("run.one exited with code 42");
        outcome.LogTail.ShouldBe(["no such table"]);
    }

    [ContractFact]
    public async Task StartJob_Environment_ReachesTheCommandAsItIs()
    {
        const string value = "two\nlines, \"quotes\", $HOME and ünïcode";
        var job = App.Job("one", "node -e 'process.stdout.write(process.env.LETTER)'");

        await RunAsync(job with { Workload = job.Workload with { Environment = new Dictionary<string, string> { ["LETTER"] = value, ["Letter"] = "another" } } });

        (await Runtime.ReadJobOutputAsync(App.Name, "one", Deadline)).ShouldBe(value);
    }

    [ContractFact]
    public async Task StartJob_LongerThanItsDeadline_IsStopped()
    {
        var outcome = await RunAsync(App.Job("one", "sleep 1000") with { Deadline = TimeSpan.FromSeconds(3) });

        outcome.Reason.ShouldBe(RuntimeOutcome.DeadlineExceeded);
        outcome.Message.ShouldBe("run.one was stopped: it took longer than 3 seconds");
    }

    [ContractFact]
    public async Task List_RunningCommand_IsThereUntilItEnds()
    {
        var correlation = NewCorrelation();
        var name = $"{App.Name}-run-abcde";
        await Runtime.StartJobAsync(App.Job(name, "exec sleep 1000") with { Release = "v7" }, correlation, Deadline);
        await UntilAsync(async () => (await ListAsync()) is [{ State: ProcessState.Up }], "it runs");

        var listed = (await ListAsync()).ShouldHaveSingleItem();
        listed.ShouldBe(new ProcessInstance(name, "run", "v7", ProcessState.Up, listed.StartedAt));

        await Runtime.StopJobAsync(App.Name, name, Deadline);
        (await Platform.OutcomeAsync(correlation, Deadline)).Reason.ShouldBe(RuntimeOutcome.Stopped);
        (await ListAsync()).ShouldBeEmpty();
    }

    [ContractFact]
    public async Task StopJob_Unknown_DoesNothing() => await Runtime.StopJobAsync(App.Name, "none", Deadline);

    [ContractFact]
    public async Task StartJob_SameNameAgain_RunsOnce()
    {
        var first = NewCorrelation();
        var job = App.Job("one", "date +%s%N");
        await Runtime.StartJobAsync(job, first, Deadline);
        await Runtime.StartJobAsync(job, first, Deadline);
        await Platform.OutcomeAsync(first, Deadline);
        var output = await Runtime.ReadJobOutputAsync(App.Name, "one", Deadline);

        (await RunAsync(job)).Succeeded.ShouldBeTrue("whoever asks later is told too");

        (await Runtime.ReadJobOutputAsync(App.Name, "one", Deadline)).ShouldBe(output);
    }
}
