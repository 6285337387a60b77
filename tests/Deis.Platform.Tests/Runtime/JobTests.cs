using System.Text;
using Deis.Platform.Runtime;

namespace Deis.Platform.Tests.Runtime;

public sealed class JobTests : RuntimeTest
{
    [Fact]
    public async Task StartJob_CommandThatSucceeds_WritesItsOutputAndEnds()
    {
        var outcome = await RunAsync(App.Job("one", "echo hello; echo world >&2"));

        outcome.ShouldSatisfyAllConditions(() => outcome.Succeeded.ShouldBeTrue(), () => outcome.ExitCode.ShouldBe(0));
        var lines = Platform.Logs.Lines(App.Name);
        lines.Select(line => line.Message).ShouldBe(["hello", "world"]);
        lines.ShouldAllBe(line => line.Source == "run.one");
    }

    [Fact]
    public async Task StartJob_SlowLogger_EndsWhenTheLogHasAllOutput()
    {
        var hold = new TaskCompletionSource();
        Platform.Logs.Hold = hold.Task;
        var ended = RunAsync(App.Job("one", "echo last words"));
        var sandboxes = Path.Combine(Platform.Options.StateFolder, "sandboxes");
        await UntilAsync(() => Directory.Exists(Path.Combine(sandboxes, "sample.one")), "the job runs");
        await UntilAsync(() => !Directory.Exists(Path.Combine(sandboxes, "sample.one")), "the job is over");
        ended.IsCompleted.ShouldBeFalse();

        hold.SetResult();

        (await ended).Succeeded.ShouldBeTrue();
        LogText().ShouldBe(["last words"]);
    }

    [Fact]
    public async Task StartJob_MoreOutputThanTheLogTakes_SaysHowManyLinesAreMissing()
    {
        var hold = new TaskCompletionSource();
        Platform.Logs.Hold = hold.Task;
        var ended = RunAsync(App.Job("one", "yes 0123456789 | head -n 600000"));
        var sandbox = Path.Combine(Platform.Options.StateFolder, "sandboxes", "sample.one");
        await UntilAsync(() => Directory.Exists(sandbox), "the job runs");
        await UntilAsync(() => !Directory.Exists(sandbox), "the job is over");

        hold.SetResult();
        await ended;

        var kept = LogText().Count(line => line == "0123456789");
        LogText().Last().ShouldBe($"{600_000 - kept} lines were dropped here: they came faster than the log could take them");
    }

    [Fact]
    public async Task StartJob_LongLines_AreSplitBetweenCharacters()
    {
        await RunAsync(App.Job("one", "node -e \"console.log('x'.repeat(16383) + 'é' + 'y'.repeat(20000))\""));

        LogText().Select(line => (line[0], line.Length)).ShouldBe([('x', 16383), ('é', 16383), ('y', 3618)]);
    }

    [Fact]
    public async Task ReadJobOutput_EndedCommand_IsWhatItWroteToTheByte()
    {
        await RunAsync(App.Job("one", "printf 'a\\r\\nb\\n\\033[31mred'; printf 'é' >&2; exit 3"));

        (await Runtime.ReadJobOutputAsync(App.Name, "one", Deadline)).ShouldBe("a\r\nb\n\u001b[31mredé");
        (await Runtime.ReadJobOutputAsync(App.Name, "two", Deadline)).ShouldBeNull();
    }

    [Fact]
    public async Task ReadJobOutput_MoreThanTheLimit_HasBeginningAndEndAndSaysWhatIsMissing()
    {
        await RunAsync(App.Job("one", "echo first; yes ääää | head -c 5000004; echo; echo last"));

        var output = (await Runtime.ReadJobOutputAsync(App.Name, "one", Deadline)).ShouldNotBeNull();

        output.ShouldStartWith("first\nääää\n");
        output.ShouldEndWith("\nlast\n");
        output.ShouldContain($"\n[... {6 + 5_000_004 + 1 + 5 - Platform.Options.MaxRunOutputBytes} bytes of output are left out here ...]\n");
        output.ShouldNotContain('\uFFFD');
        Encoding.UTF8.GetByteCount(output).ShouldBeLessThan(Platform.Options.MaxRunOutputBytes + 100);
    }

    [Fact]
    public async Task StopJob_Running_EndsItAndSaysSo()
    {
        var correlation = NewCorrelation();
        await Runtime.StartJobAsync(App.Job("one", "echo running; exec sleep 1000"), correlation, Deadline);
        await UntilAsync(() => LogText().Contains("running"), "it runs");

        await Runtime.StopJobAsync(App.Name, "one", Deadline);

        (await Platform.OutcomeAsync(correlation, Deadline)).Reason.ShouldBe(RuntimeOutcome.Stopped);
    }

    [Fact]
    public async Task StartJob_SameNameAgain_RunsOnce()
    {
        var first = NewCorrelation();
        await Runtime.StartJobAsync(App.Job("one", "echo once"), first, Deadline);
        await Runtime.StartJobAsync(App.Job("one", "echo once"), first, Deadline);
        await Platform.OutcomeAsync(first, Deadline);

        (await RunAsync(App.Job("one", "echo once"))).Succeeded.ShouldBeTrue("whoever asks later is told too");

        LogText().ShouldBe(["once"]);
    }

    [Fact]
    public async Task StartJob_Build_GetsItsFilesAndKeepsControlCharacters()
    {
        var build = App.Job("build") with { Kind = JobKind.Build, LogSource = "build" };
        var outcome = await RunAsync(build with
        {
            Workload = build.Workload with
            {
                Image = new AppImage(ImageKind.Builder, ""),
                Arguments = [],
                Files = new Dictionary<string, string> { ["/tmp/env/A"] = "first", ["/tmp/env/B"] = "second" },
                LogStream = "builds/1",
            },
        });

        outcome.Succeeded.ShouldBeTrue(outcome.Message);
        LogText("builds/1").ShouldBe(["A=first", "B=second", "one\rtwo", "\u001b[1G-----> Done"]);
    }

    [Fact]
    public async Task StartJob_BuildThatLeavesADaemonBehind_EndsWithItsScript()
    {
        var build = App.Job("daemon") with { Kind = JobKind.Build, LogSource = "build" };
        var outcome = await RunAsync(build with
        {
            Workload = build.Workload with
            {
                Image = new AppImage(ImageKind.Builder, ""),
                Arguments = [],
                Files = new Dictionary<string, string> { ["/tmp/env/DAEMON"] = "yes" },
                LogStream = "builds/2",
            },
        });

        outcome.Succeeded.ShouldBeTrue(outcome.Message);
    }
}
