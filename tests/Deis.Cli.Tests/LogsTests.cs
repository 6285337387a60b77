using Deis.Cli.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Deis.Cli.Tests;

public sealed class LogsTests
{
    private const string Controller = "2026-01-02T03:04:05+00:00 deis[controller]: INFO bob deployed";
    private const string Web = "2026-01-02T03:04:06+00:00 peachy-waxworks[web.v2.x7f2q]: listening";

    [Theory]
    [InlineData("logs", "")]
    [InlineData("logs -n 5", "?log_lines=5")]
    [InlineData("logs --lines=0", "")]
    [InlineData("logs --process web.1 --since=10m", "?process=web.1&since=10m")]
    [InlineData("logs --since 2026-01-02T03:04:05+01:00 -n3", "?log_lines=3&since=2026-01-02T03%3A04%3A05%2B01%3A00")]
    public async Task Logs_NotOnATerminal_AreLinesWithoutColour(string arguments, string query)
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync(arguments.Split(' '));

        result.ShouldBe(new DeisResult(0, $"{Controller}\n{Web}\n", ""));
        world.Server.Lines.ShouldBe([$"GET /v2/apps/peachy-waxworks/logs{query}"]);
    }

    [Fact]
    public async Task Logs_OnATerminal_AreColouredBySource()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("GET /v2/apps/peachy-waxworks/logs", 200, $"{Controller}\n{Web}\nINFO x\n{Web} again\n");

        await using var terminal = world.StartOnTerminal("logs");
        var result = await terminal.EndAsync();

        result.Output.ShouldBe(
            $"\e[34m{Controller}\e[0m\r\n\e[32m{Web}\e[0m\r\n\e[35mINFO x\e[0m\r\n\e[32m{Web} again\e[0m\r\n");
    }

    [Fact]
    public async Task Logs_NoColourWanted_AreNotColoured()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Environment["NO_COLOR"] = "1";

        await using var terminal = world.StartOnTerminal("logs");
        var result = await terminal.EndAsync();

        result.Output.ShouldBe($"{Controller}\r\n{Web}\r\n");
    }

    [Theory]
    [InlineData(204, "")]
    [InlineData(200, "\n")]
    [InlineData(500, "Error accessing logs for peachy-waxworks")]
    public async Task Logs_None_SaysWhatToCheck(int status, string body)
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("GET /v2/apps/peachy-waxworks/logs", status, body);

        var result = await world.RunAsync("logs");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldStartWith("Error: There are currently no log messages. Please check the following things:\n");
        result.Error.ShouldEndWith("messages.\n");
    }

    [Theory]
    [InlineData(400, """{"detail":"since must be a time"}""", "since must be a time\n'deis help apps:logs' says what it takes.")]
    [InlineData(403, "{}", "You do not have permission to perform this action.\n'deis whoami' says who you are. The owner of an application can let you in by 'deis sharing:add <username>'; the rest is for administrators.")]
    public async Task Logs_Refused_SaysWhyAndNotThatThereAreNone(int status, string body, string error)
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("GET /v2/apps/peachy-waxworks/logs", status, body);

        var result = await world.RunAsync("logs");

        result.ShouldBe(new DeisResult(1, "", $"Error: {error}\n"));
    }

    [Fact]
    public async Task Follow_NewLines_ShowAsTheyCome()
    {
        await using var world = await CliWorld.LoggedInAsync();
        using var more = new SemaphoreSlim(0);
        world.Server.Handle("GET /v2/apps/peachy-waxworks/logs", async context =>
        {
            await context.Response.WriteAsync("first\n");
            await context.Response.Body.FlushAsync();
            await more.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("second\n");
        });

        await using var running = world.Start("logs", "-f");
        await running.ShowsAsync("first\n");
        more.Release();
        var result = await running.EndAsync();

        result.ShouldBe(new DeisResult(0, "first\nsecond\n", ""));
        world.Server.Lines.ShouldBe(["GET /v2/apps/peachy-waxworks/logs?follow=true"]);
    }

    [Fact]
    public async Task Follow_Interrupted_EndsTheRequest()
    {
        await using var world = await CliWorld.LoggedInAsync();
        var ended = FollowUntilAborted(world);

        await using var running = world.Start("logs", "--follow");
        await running.ShowsAsync("line\n");
        await running.SignalAsync("INT");
        var result = await running.EndAsync();

        result.ExitCode.ShouldBe(130);
        result.Error.ShouldBeEmpty();
        await ended;
    }

    [Fact]
    public async Task Follow_ReaderGone_EndsTheProcess()
    {
        await using var world = await CliWorld.LoggedInAsync();
        var ended = FollowUntilAborted(world);

        await using var running = world.Start("logs", "--follow");
        await running.ShowsAsync("line\n");
        running.HangUp();
        var result = await running.EndAsync();

        result.ExitCode.ShouldBe(141);
        await ended;
    }

    /// <summary>Sends a line over and over until the client goes; the task ends then.</summary>
    private static Task FollowUntilAborted(CliWorld world)
    {
        var ended = new TaskCompletionSource();
        world.Server.Handle("GET /v2/apps/peachy-waxworks/logs", async context =>
        {
            using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            try
            {
                do
                {
                    await context.Response.WriteAsync("line\n", context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                }
                while (await beat.WaitForNextTickAsync(context.RequestAborted));
            }
            catch (OperationCanceledException)
            {
                ended.TrySetResult();
            }
        });
        return ended.Task;
    }
}
