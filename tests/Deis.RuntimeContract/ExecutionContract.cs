using System.Text;
using Deis.Platform.Runtime;

namespace Deis.RuntimeContract;

/// <summary>Commands inside processes, of runtimes that have <see cref="RuntimeCapabilities.Execution"/>.</summary>
public abstract class ExecutionContract : ContractTest
{
    private const string CtrlC = "\u0003";

    private static readonly JobInteraction _pipes = new(null);
    private static readonly JobInteraction _terminal = new(new TerminalSize(Columns: 80, Rows: 24), "xterm");

    [ContractFact]
    public async Task Exec_Pipes_HaveTheProcessAroundThemAndCarryAllBothWays()
    {
        var process = await ProcessAsync();
        const string Command =
            """
            # Quotes, a backslash and other letters arrive as they are: 'é' "\n" %s
            pwd; echo "$WORKFLOW_RELEASE ${SLUG_URL-none} \\ 'é'" | tee /tmp/seen; cat /proc/1/cmdline | tr '\0' ' '
            echo 'no more' >&2
            exit 42
            """;
        (await RunAsync(process, Command)).ShouldBe(("/app\nv2 none \\ 'é'\nsleep 1000 ", "no more\n", new CommandEnd(42, null)));
        (await RunAsync(process, "cat /tmp/seen")).Output.ShouldBe("v2 none \\ 'é'\n", "it is the same place");
        (await ListAsync()).Single().Name.ShouldBe(process, "no process has come or gone");

        var text = string.Concat(Enumerable.Range(0, 100_000).Select(line => $"line {line}\n"));
        await using var command = await StartAsync(process, "cat; echo over >&2", _pipes);
        await using var reader = new OutputOf(command, Deadline);
        await WriteAsync(command, text);
        await command.EndInputAsync(Deadline);
        await reader.ToEndAsync();
        (reader.Output == text).ShouldBeTrue($"all of it comes back: {reader.Output.Length} of {text.Length} bytes do");
        (reader.Errors, await command.End).ShouldBe(("over\n", new CommandEnd(0, null)));
    }

    [ContractFact]
    public async Task Exec_Terminal_HasItsSizeAndTakesWhatIsTyped_AndWhoIsLeftGetsAHangUp()
    {
        var process = await ProcessAsync();
        await using var command = await StartAsync(
            process,
            "trap 'exit 7' INT; echo $TERM; stty size; read answer; until [ \"$(stty size)\" = '50 132' ]; do sleep 0.1; done; echo \"${answer}!\"; while :; do sleep 0.1; done",
            _terminal);
        await using var reader = new OutputOf(command, Deadline);
        await reader.UntilAsync("24 80\r\n");
        await command.ResizeAsync(new TerminalSize(Columns: 132, Rows: 50), Deadline);
        await WriteAsync(command, "hello\r");
        await reader.UntilAsync("hello!\r\n");
        await WriteAsync(command, CtrlC);
        await reader.ToEndAsync();
        reader.Output.ShouldStartWith("xterm\r\n24 80\r\nhello\r\nhello!\r\n");
        (await command.End).ShouldBe(new CommandEnd(7, null));

        foreach (var (name, interaction) in new[] { ("pipes", _pipes), ("terminal", _terminal) })
        {
            var left = await StartAsync(process, $"trap 'echo gone >/tmp/{name}; exit' HUP; echo ready; while :; do sleep 0.1; done", interaction);
            await using (OutputOf listener = new(left, Deadline))
                await listener.UntilAsync("ready");

            await UntilAsync(async () => (await RunAsync(process, $"cat /tmp/{name}")).Output == "gone\n", $"the command with {name} has heard of it");
        }
    }

    [ContractFact]
    public async Task Exec_WhatIsNoRunningProcess_GetsNothing_AndWhatEndsMeanwhileEndsTheCommand()
    {
        var process = await ProcessAsync();
        var job = NewCorrelation();
        await Runtime.StartJobAsync(App.Job("one", "sleep 1000"), job, Deadline);
        await UntilAsync(async () => (await ListAsync()).Any(one => one is { Type: JobSpec.RunType, State: ProcessState.Up }), "a one-off command runs");
        var oneOff = (await ListAsync()).Single(one => one.Type == JobSpec.RunType).Name;
        foreach (var name in new[] { oneOff, $"{App.Name}-worker-12345678-abcde", App.Name })
            (await Runtime.ExecAsync(App.Name, name, "true", _pipes, Deadline)).ShouldBeNull($"{name} is no process of a type");
        await Runtime.StopJobAsync(App.Name, "one", Deadline);
        await Platform.OutcomeAsync(job, Deadline);

        await using var command = await StartAsync(process, "echo ready; exec sleep 1000", _pipes);
        await using var reader = new OutputOf(command, Deadline);
        await reader.UntilAsync("ready");
        (await ApplyAsync(App.Spec("v2", replicas: 0, type: "worker"))).Succeeded.ShouldBeTrue();
        await reader.ToEndAsync();
        (await command.End).ExitCode.ShouldNotBe(0);
    }

    /// <summary>A process that runs.</summary>
    private async Task<string> ProcessAsync()
    {
        var outcome = await ApplyAsync(App.Spec("v2", type: "worker"));
        outcome.Succeeded.ShouldBeTrue(outcome.Message);
        return (await ListAsync()).Single().Name;
    }

    private async Task<IExecutedCommand> StartAsync(string process, string command, JobInteraction interaction) =>
        (await Runtime.ExecAsync(App.Name, process, command, interaction, Deadline)).ShouldNotBeNull();

    private async Task<(string Output, string Errors, CommandEnd End)> RunAsync(string process, string line)
    {
        await using var command = await StartAsync(process, line, _pipes);
        await using var reader = new OutputOf(command, Deadline);
        await command.EndInputAsync(Deadline);
        await reader.ToEndAsync();
        return (reader.Output, reader.Errors, await command.End);
    }

    private Task WriteAsync(IExecutedCommand command, string text) => command.WriteAsync(Encoding.UTF8.GetBytes(text), Deadline);
}
