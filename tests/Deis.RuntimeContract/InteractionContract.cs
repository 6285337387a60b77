using System.Text;
using Deis.Platform.Runtime;

namespace Deis.RuntimeContract;

/// <summary>Talking to a one-off command.</summary>
public abstract class InteractionContract : ContractTest
{
    private const string CtrlC = "\u0003";

    private static readonly JobInteraction _pipes = new(null);
    private static readonly JobInteraction _terminal = new(new TerminalSize(Columns: 80, Rows: 24), "xterm");

    [ContractFact]
    public async Task Attach_Terminal_HasItsSizeAndTakesWhatIsTyped()
    {
        var (job, end) = await StartAsync(
            "stty size; read answer; until [ \"$(stty size)\" = '50 132' ]; do sleep 0.1; done; stty size; echo \"${answer}!\"; exit 3", _terminal);
        await using var reader = new OutputOf(job, Deadline);
        await reader.UntilAsync("24 80");

        await job.ResizeAsync(new TerminalSize(Columns: 132, Rows: 50), Deadline);
        await WriteAsync(job, "hello\r");
        await reader.ToEndAsync();

        reader.Output.ShouldBe("24 80\r\nhello\r\n50 132\r\nhello!\r\n");
        (await Platform.OutcomeAsync(end, Deadline)).ExitCode.ShouldBe(3);
    }

    [ContractFact]
    public async Task Attach_CtrlCAtATerminal_InterruptsTheCommand()
    {
        var (job, end) = await StartAsync("trap 'echo interrupted; exit 7' INT; echo ready; while :; do sleep 0.1; done", _terminal);
        await using var reader = new OutputOf(job, Deadline);
        await reader.UntilAsync("ready");

        await WriteAsync(job, CtrlC);
        await reader.ToEndAsync();

        reader.Output.ShouldContain("interrupted");
        (await Platform.OutcomeAsync(end, Deadline)).ExitCode.ShouldBe(7);
    }

    [ContractFact]
    public async Task Attach_ShellAtATerminal_ControlsItsJobsAndGoesWhenStopped()
    {
        var (job, end) = await StartAsync("bash --norc -i", _terminal);
        await using var reader = new OutputOf(job, Deadline);
        await reader.UntilAsync("$ ");
        await WriteAsync(job, "sleep 1000 &\r");
        await WriteAsync(job, "jobs; echo TERM is $TERM\r");
        await reader.UntilAsync("TERM is xterm");

        reader.Output.ShouldNotContain("no job control");
        reader.Output.ShouldMatch(@"\[1\]\+ +Running +sleep 1000 &");
        await Runtime.StopJobAsync(App.Name, "one", Deadline);
        (await Platform.OutcomeAsync(end, Deadline)).Reason.ShouldBe(RuntimeOutcome.Stopped);
    }

    [ContractFact]
    public async Task Attach_Pipes_CarryAllThatIsSentAndKeepErrorsApart()
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(line => $"line {line}\n"));
        // It reads only when all was sent and ended, so nothing may be lost on the way.
        var (job, end) = await StartAsync("sleep 2; cat; echo 'no more' >&2", _pipes);
        await using var reader = new OutputOf(job, Deadline);

        await WriteAsync(job, text);
        await job.EndInputAsync(Deadline);
        await reader.ToEndAsync();

        (reader.Output == text).ShouldBeTrue($"all of it comes back: {reader.Output.Length} of {text.Length} bytes do");
        reader.Errors.ShouldBe("no more\n");
        (await Platform.OutcomeAsync(end, Deadline)).Succeeded.ShouldBeTrue();
    }

    [ContractFact]
    public async Task Attach_CommandThatHasWrittenAndEnded_StillShowsAll()
    {
        var correlation = NewCorrelation();
        await Runtime.StartJobAsync(App.Job("one", "echo short") with { Interaction = _pipes }, correlation, Deadline);
        await UntilAsync(async () => (await ListAsync()) is [{ State: ProcessState.Up }], "it runs");

        await using var job = (await Runtime.AttachAsync(App.Name, "one", Deadline)).ShouldNotBeNull();
        await using var reader = new OutputOf(job, Deadline);
        await reader.ToEndAsync();

        reader.Output.ShouldBe("short\n");
        (await Platform.OutcomeAsync(correlation, Deadline)).Succeeded.ShouldBeTrue();
        (await Runtime.ReadJobOutputAsync(App.Name, "one", Deadline)).ShouldBeNull("only who attached has seen it");
    }

    [ContractFact]
    public async Task Attach_SecondCaller_GetsNothing()
    {
        var (job, end) = await StartAsync("cat", _pipes);
        await using var reader = new OutputOf(job, Deadline);

        (await Runtime.AttachAsync(App.Name, "one", Deadline)).ShouldBeNull();

        await job.EndInputAsync(Deadline);
        (await Platform.OutcomeAsync(end, Deadline)).Succeeded.ShouldBeTrue();
    }

    [ContractFact]
    public async Task Attach_CommandWithoutInteraction_GetsNothing()
    {
        var correlation = NewCorrelation();
        await Runtime.StartJobAsync(App.Job("one", "sleep 1000"), correlation, Deadline);

        (await Runtime.AttachAsync(App.Name, "one", Deadline)).ShouldBeNull();

        await Runtime.StopJobAsync(App.Name, "one", Deadline);
        await Platform.OutcomeAsync(correlation, Deadline);
    }

    private async Task<(IAttachedJob Job, Correlation End)> StartAsync(string command, JobInteraction interaction)
    {
        var correlation = NewCorrelation();
        await Runtime.EnsureAppAsync(App.Name, Deadline);
        // It is waited for whether it has been started already or not.
        var attaching = Runtime.AttachAsync(App.Name, "one", Deadline);
        var job = App.Job("one", command);
        var environment = new Dictionary<string, string>(job.Workload.Environment);
        if (interaction.TerminalType is { } type)
            environment["TERM"] = type;
        await Runtime.StartJobAsync(job with { Interaction = interaction, Workload = job.Workload with { Environment = environment } }, correlation, Deadline);
        return ((await attaching).ShouldNotBeNull(), correlation);
    }

    private Task WriteAsync(IAttachedJob job, string text) => job.WriteAsync(Encoding.UTF8.GetBytes(text), Deadline);
}
