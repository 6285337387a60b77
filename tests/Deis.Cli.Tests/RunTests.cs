using Deis.Cli.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Deis.Cli.Tests;

public sealed class RunTests
{
    private const string Path = "POST /v2/apps/peachy-waxworks/run";

    [Theory]
    [InlineData("run ls", "ls")]
    [InlineData("apps:run -- ls -la", "ls -la")]
    [InlineData("run -a peachy-waxworks -- rake db:migrate --trace", "rake db:migrate --trace")]
    public async Task Run_Succeeds_WritesTheOutputAsItIs(string arguments, string command)
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync(arguments.Split(' '));

        result.ShouldBe(new DeisResult(0, $"Running '{command}'...\none\ntwo", ""));
        world.Server.Requests.Select(request => (request.Line, request.Body)).ShouldBe([(Path, $$"""{"command":"{{command}}"}""")]);
    }

    [Fact]
    public async Task Run_Fails_WritesTheOutputToStandardErrorAndEndsWithTheCode()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Handle(Path, context => context.Response.WriteAsync("""{"exit_code":42,"output":"no such table\n"}"""));

        var result = await world.RunAsync("run", "migrate");

        result.ShouldBe(new DeisResult(42, "Running 'migrate'...\n", "no such table\n"));
    }

    [Fact]
    public async Task Run_Refused_SaysWhy()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Handle(Path, async context =>
        {
            context.Response.StatusCode = 503;
            await context.Response.WriteAsync("""{"detail":"peachy-waxworks-run-abcde (run): it was lost"}""");
        });

        var result = await world.RunAsync("run", "migrate");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldBe("Error: peachy-waxworks-run-abcde (run): it was lost\n'deis logs --process run' has what it wrote.\n");
    }

    [Fact]
    public async Task Run_Detached_SaysWhatRunsAndEnds()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Handle(Path, async context =>
        {
            context.Response.StatusCode = 202;
            await context.Response.WriteAsync("""{"operation":"run-1","process":"peachy-waxworks-run-abcde"}""");
        });

        var result = await world.RunAsync("run", "--detach", "sleep", "1000");

        result.ShouldBe(new DeisResult(0, "Running 'sleep 1000'...\npeachy-waxworks-run-abcde runs; see 'deis logs' for its output.\n", ""));
        world.Server.Requests.Single().Body.ShouldBe("""{"command":"sleep 1000","detach":true}""");
    }

    [Fact]
    public async Task Run_AtATerminalOfAnOlderPlatform_ShowsTheOutput()
    {
        await using var world = await CliWorld.LoggedInAsync();

        await using var running = world.StartOnTerminal("run ls");
        var result = await running.EndAsync();

        (result.ExitCode, result.Output.ReplaceLineEndings("\n")).ShouldBe((0, "Running 'ls'...\none\ntwo"));
        world.Server.Requests.Single().Body.ShouldStartWith("""{"command":"ls","attach":true,"terminal":{"columns":""");
    }

    [Fact]
    public async Task Run_AtATerminalOfAPlatformWhereNobodyCanTalkToCommands_RunsAsWithoutOne()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Handle(Path, async context =>
        {
            var wantsToTalk = world.Server.Requests[^1].Body.Contains("attach", StringComparison.Ordinal);
            context.Response.StatusCode = wantsToTalk ? 409 : 200;
            await context.Response.WriteAsync(wantsToTalk ? """{"detail":"This platform lets nobody talk to a command."}""" : """{"exit_code":3,"output":"no\n"}""");
        });

        await using var running = world.StartOnTerminal("run ls");
        var result = await running.EndAsync();

        (result.ExitCode, result.Output.ReplaceLineEndings("\n")).ShouldBe((3, "Running 'ls'...\nno\n"));
    }

    [Fact]
    public async Task Run_InteractiveWhereNobodyCanTalkToCommands_Fails()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Handle(Path, async context =>
        {
            context.Response.StatusCode = 409;
            await context.Response.WriteAsync("""{"detail":"This platform lets nobody talk to a command."}""");
        });

        var result = await world.RunAsync("run", "-i", "cat");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("This platform lets nobody talk to a command.");
    }

    [Fact]
    public async Task Run_Interrupted_LeavesTheServerAtOnce()
    {
        await using var world = await CliWorld.LoggedInAsync();
        var reached = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        world.Server.Handle(Path, async context =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            left.SetResult();
        });

        await using var running = world.Start("run", "sleep", "1000");
        await running.ShowsAsync("Running 'sleep 1000'...\n");
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await running.SignalAsync("INT");

        (await running.EndAsync()).ShouldBe(new DeisResult(130, "Running 'sleep 1000'...\n", ""));
        await left.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("abcde")]
    [InlineData("run-abcde")]
    [InlineData("peachy-waxworks-run-abcde")]
    public async Task Stop_Command_IsFoundByItsName(string process)
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("ps:stop", process);

        result.ShouldBe(new DeisResult(0, $"Stopping {process}... done\n", ""));
        world.Server.Lines.ShouldBe(["POST /v2/apps/peachy-waxworks/pods/run/abcde/stop/"]);
    }

    [Fact]
    public async Task Stop_ProcessOfAType_SaysHowThatIsDone()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("ps:stop", "peachy-waxworks-web-4084101150-aaaaa");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldBe("Error: peachy-waxworks-web-4084101150-aaaaa is no one-off command. 'deis ps:scale web=0' stops all processes of its type.\n");
        world.Server.Requests.ShouldBeEmpty();
    }
}
