using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Runs;

/// <summary>One-off commands, as somebody at a terminal sees them.</summary>
[Collection(SharedPlatform.Name)]
public class RunTests(PlatformFixture fixture)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_command_runs_with_code_and_configuration_and_its_exit_code_comes_back()
    {
        var app = await DeployedAsync("runs");
        (await app.DeisAsync("config:set", "GREETING=good morning")).ShouldSucceed();

        var good = await app.DeisAsync("run", "--", "echo \"$GREETING from $WORKFLOW_RELEASE\"; ls -1 | grep server; echo aside >&2");
        good.ShouldSucceed().Output.ShouldBe(
            "Running 'echo \"$GREETING from $WORKFLOW_RELEASE\"; ls -1 | grep server; echo aside >&2'...\ngood morning from v3\nserver.js\naside\n");

        var bad = await app.DeisAsync("run", "echo no such table; exit 42");
        (bad.ExitCode, bad.Error).ShouldBe((42, "no such table\n"));

        var logs = (await app.DeisAsync("logs")).ShouldSucceed().Output;
        logs.ShouldContain("runs 'echo no such table; exit 42'");
        logs.ShouldMatch(@"runs\[run\.v3\.[a-z0-9]{5}\]: no such table");
        logs.ShouldContain("exited with code 42");
        (await app.DeisAsync("ps")).ShouldSucceed().Output.ShouldNotContain("--- run:");
    }

    [Fact]
    public async Task A_detached_command_is_listed_writes_to_the_log_and_can_be_stopped()
    {
        var app = await DeployedAsync("detached");

        (await app.DeisAsync("run", "--detach", "echo at work; exec sleep 1000")).ShouldSucceed().Output.ShouldContain("see 'deis logs'");

        await Wait.UntilAsync(async () => (await app.DeisAsync("logs")).Output.Contains("]: at work", StringComparison.Ordinal), Limit, "the output is in the log");
        var listed = (await app.DeisAsync("ps")).ShouldSucceed().Output;
        var name = listed.Split('\n').Single(line => line.StartsWith("detached-run-", StringComparison.Ordinal));
        name.ShouldEndWith(" up (v2)");
        (await app.DeisAsync("ps:stop", name.Split(' ')[0])).ShouldSucceed();
        (await app.DeisAsync("ps")).ShouldSucceed().Output.ShouldNotContain("--- run:");
        (await RunsAsync("detached")).ShouldBeFalse("nothing of it is left");
        (await app.DeisAsync("ps:stop", name.Split(' ')[0])).ExitCode.ShouldBe(1, "it has ended already");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("KILL")]
    public async Task A_command_whose_user_goes_away_is_stopped(string signal)
    {
        var name = $"left-{signal.ToLowerInvariant()}";
        var app = await DeployedAsync(name);
        using var run = app.Start("run", "exec sleep 1000");
        await Wait.UntilAsync(() => RunsAsync(name), Limit, "the command runs");

        (await Command.RunAsync("kill", [$"-{signal}", $"{run.Id}"], "/")).ShouldSucceed();

        await run.WaitForExitAsync();
        await Wait.UntilAsync(async () => !await RunsAsync(name), Limit, "nothing of it is left");
        await Wait.UntilAsync(
            async () => (await app.DeisAsync("logs")).Output.Contains("alice cancelled it.", StringComparison.Ordinal), Limit, "the log says why");
    }

    [Fact]
    public async Task A_command_at_a_terminal_has_one_of_its_own()
    {
        var app = await DeployedAsync("shell");
        using var shell = await AtTerminal.StartAsync(app, columns: 111, rows: 33, "deis run 'PS1=\"ready> \" bash --norc'");
        await shell.UntilAsync("ready> ");

        await shell.TypeAsync("stty size; echo $TERM\r");
        await shell.UntilAsync("33 111\r\nxterm-256color\r\n");
        await shell.TypeAsync("sh -c 'echo begun; exec sleep 1000'\r");
        await shell.UntilAsync("begun\r\n");
        await shell.TypeAsync("\u0003");
        await shell.UntilAsync("ready> ", after: "^C");
        await shell.ResizeAsync(columns: 140, rows: 50);
        // The client hears of the size by a signal, and of keys by its input: either may be first.
        await shell.TypeAsync("until [ \"$(stty size)\" = '50 140' ]; do sleep 0.1; done; stty size\r");
        await shell.UntilAsync("50 140\r\n");
        await shell.TypeAsync("exit 9\r");

        (await shell.ExitCodeAsync()).ShouldBe(9);
        shell.Screen.ShouldStartWith("Running 'PS1=\"ready> \" bash --norc'...\r\n");
        (await app.DeisAsync("logs")).Output.ShouldNotContain("33 111", customMessage: "what is said at a terminal stays there");
    }

    [Fact]
    public async Task A_command_whose_terminal_is_closed_is_stopped()
    {
        var app = await DeployedAsync("hung-up");
        using (var shell = await AtTerminal.StartAsync(app, columns: 80, rows: 24, "deis run 'echo here; exec sleep 1000'"))
        {
            await shell.UntilAsync("\r\nhere\r\n");
            (await RunsAsync("hung-up")).ShouldBeTrue();
        }

        await Wait.UntilAsync(async () => !await RunsAsync("hung-up"), Limit, "nothing of it is left");
    }

    [Fact]
    public async Task An_interactive_command_reads_what_is_piped_in()
    {
        var app = await DeployedAsync("piped");
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(line => $"row {line}\n"));

        var run = await app.DeisAsync(["run", "-i", "wc -l; echo done >&2; exit 5"], input: lines);

        run.ShouldBe(new CommandResult(5, "Running 'wc -l; echo done >&2; exit 5'...\n20000\n", "done\n"));
    }

    private async Task<Workspace> DeployedAsync(string name)
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", name);
        (await app.PushAsync()).ShouldSucceed();
        return app;
    }

    private async Task<bool> RunsAsync(string app) =>
        (await Command.RunAsync("pgrep", ["-f", $"bwrap.*{fixture.Platform.State}.*{app}-run-"], "/")).Output.Length > 0;
}
