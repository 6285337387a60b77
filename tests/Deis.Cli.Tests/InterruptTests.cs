using System.Text;
using Deis.Cli.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Deis.Cli.Tests;

public sealed class InterruptTests
{
    private const string GoesOn =
        "\nInterrupted. The operation goes on on the server; see 'deis releases:list' and 'deis ps:list' for its outcome.\n";

    private static readonly (string On, string Body)[] Waits =
    [
        ("POST /v2/apps/peachy-waxworks/releases/rollback/", """{"version":7}"""),
        ("POST /v2/apps/peachy-waxworks/", "{}"),
        ("GET /v2/apps/", """{"count":1,"results":[{"id":"shop"}]}"""),
        ("POST /v2/apps/peachy-waxworks/run", """{"exit_code":0,"output":"web.js\n"}"""),
    ];

    [Theory]
    [InlineData("config:set A=1", "POST /v2/apps/peachy-waxworks/config/", "Creating config... ...")]
    [InlineData("scale web=2", "POST /v2/apps/peachy-waxworks/scale/", "coffee!\n...")]
    [InlineData("destroy --confirm=peachy-waxworks", "DELETE /v2/apps/peachy-waxworks/", "Destroying peachy-waxworks...\n")]
    public async Task Interrupt_ServerAtWork_SaysThatItGoesOn(string arguments, string request, string shown)
    {
        await using var world = await CliWorld.LoggedInAsync();
        var reached = Hold(world, request);

        await using var running = world.Start(arguments.Split(' '));
        await reached;
        await running.ShowsAsync(shown);
        await running.SignalAsync("INT");
        var result = await running.EndAsync();

        result.ExitCode.ShouldBe(130);
        result.Error.ShouldBe(GoesOn);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Signal_ReadingOnly_SaysNothing(string signal, int exitCode)
    {
        await using var world = await CliWorld.LoggedInAsync();
        var reached = Hold(world, "GET /v2/apps/");

        await using var running = world.Start("apps:list");
        await reached;
        await running.SignalAsync(signal);
        var result = await running.EndAsync();

        result.ShouldBe(new DeisResult(exitCode, "", ""));
    }

    [Fact]
    public async Task Spinner_WhileTheServerWorks_ReplacesFrameByFrame()
    {
        await using var world = await CliWorld.LoggedInAsync();
        using var go = new SemaphoreSlim(0);
        world.Server.Handle("POST /v2/apps/peachy-waxworks/releases/rollback/", async context =>
        {
            await go.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("""{"version":7}""");
        });

        await using var running = world.Start("rollback");
        await running.ShowsAsync("..o");
        go.Release();
        var result = await running.EndAsync();

        result.Output.ShouldStartWith("Rolling back one release... ...\b\b\bo..\b\b\b.o.\b\b\b..o\b\b\b");
        result.Output.ShouldEndWith("\b\b\bdone, v7\n");
    }

    [Theory]
    [InlineData("rollback", "Rolling back one release... ", "done, v7")]
    [InlineData("apps:transfer eve", "Transferring peachy-waxworks to eve...", " done")]
    [InlineData("apps", "=== Apps", "\r\nshop")]
    [InlineData("run ls < /dev/null", "Running 'ls'...", "\r\nweb.js")]
    public async Task Wait_OnATerminal_SaysHowLongItHasBeen(string arguments, string before, string after)
    {
        await using var world = await CliWorld.LoggedInAsync();
        using var go = new SemaphoreSlim(0);
        foreach (var (on, body) in Waits)
        {
            world.Server.Handle(on, async context =>
            {
                await go.WaitAsync(context.RequestAborted);
                await context.Response.WriteAsync(body);
            });
        }

        await using var running = world.StartOnTerminal(arguments);
        await running.ShowsAsync(" 1s");
        go.Release();
        var result = await running.EndAsync();

        // What a terminal shows in the end: backspaces go back, and what is written then takes the place of what was there.
        Screen(result.Output).ShouldBe(before + after);
    }

    private static string Screen(string output)
    {
        var line = new StringBuilder();
        var column = 0;
        foreach (var c in output.TrimEnd('\r', '\n'))
        {
            if (c == '\b')
            {
                column--;
                continue;
            }
            if (column == line.Length)
                line.Append(' ');
            line[column++] = c;
        }
        return line.ToString().TrimEnd();
    }

    /// <summary>Never answers a request; the task ends when one has come.</summary>
    private static Task Hold(CliWorld world, string request)
    {
        var reached = new TaskCompletionSource();
        world.Server.Handle(request, async context =>
        {
            reached.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        return reached.Task;
    }
}
