using System.Net;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Crashes;

/// <summary>The platform may be killed at any moment; these tests have platforms of their own.</summary>
public class CrashTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Killed_in_the_middle_of_a_deploy_it_ends_the_deploy_after_the_next_start()
    {
        await using var platform = new Platform();
        await platform.StartAsync();
        using var alice = await Person.RegisterAsync(platform, "alice");
        var app = await alice.CreateAppAsync("hello-node", "killed");
        (await app.PushAsync()).ShouldSucceed();
        var before = (await app.DeisAsync("logs", "--lines=500")).ShouldSucceed().Output;
        before.ShouldContain("listening on port");

        (await app.DeisAsync("run", "--detach", "echo half-done; exec sleep 1000")).ShouldSucceed();
        await Wait.UntilAsync(async () => (await app.DeisAsync("logs")).Output.Contains("]: half-done", StringComparison.Ordinal), Limit, "a one-off command runs");

        await app.EditAsync("server.js", "Hello, world", "Hello after the crash");
        using var push = await app.StartPushAsync();
        await Wait.ForLineAsync(push.StandardError, "Node.js app detected", Limit);
        await platform.KillAsync();
        await Wait.UntilAsync(async () => !await AnySandboxAsync(platform), Limit, "no orphan process is left");
        push.Kill(entireProcessTree: true);

        await platform.StartAsync();
        await Wait.UntilAsync(
            async () => await AnswersAsync(platform, "killed"), Limit, "the app serves again");
        await Wait.UntilAsync(
            async () => (await app.GetAsync()).Contains("Hello after the crash", StringComparison.Ordinal)
                || (await app.DeisAsync("releases")).Output.Contains("failed", StringComparison.Ordinal),
            Limit,
            "the deploy finished or is marked as failed");
        await Wait.UntilAsync(
            async () => (await app.DeisAsync("config:set", $"AFTER={Guid.NewGuid():N}")).ExitCode == 0, Limit, "the lease is free again");
        (await app.DeisAsync("releases")).ShouldSucceed().Output.ShouldContain("v4");
        (await app.GetAsync("/env")).ShouldContain("killed");
        (await app.DeisAsync("logs", "--lines=1000")).ShouldSucceed().Output.ShouldStartWith(before);

        (await app.DeisAsync("ps")).ShouldSucceed().Output.ShouldNotContain("--- run:", customMessage: "what was lost is not run again");
        var logs = (await app.DeisAsync("logs")).ShouldSucceed().Output;
        logs.ShouldContain("was lost: the platform was restarted while it ran");
        logs.Split("]: half-done").Length.ShouldBeLessThanOrEqualTo(2, logs);
    }

    [Fact]
    public async Task Stopped_with_Ctrl_C_it_leaves_no_process_and_brings_every_app_back()
    {
        await using var platform = new Platform();
        await platform.StartAsync();
        using var alice = await Person.RegisterAsync(platform, "alice");
        var first = await alice.CreateAppAsync("procfile-only", "first");
        (await first.PushAsync()).ShouldSucceed();
        var second = await alice.CreateAppAsync("static-site", "second");
        (await second.PushAsync()).ShouldSucceed();
        (await second.DeisAsync("scale", "web=2")).ShouldSucceed();

        (await platform.InterruptAsync()).ShouldBe(0, platform.Output);
        (await AnySandboxAsync(platform)).ShouldBeFalse("no process of an app is left");
        (await Command.RunAsync("pgrep", ["-f", platform.State], "/")).Output.ShouldBeEmpty("no server of the platform is left");

        await platform.StartAsync();
        await Wait.UntilAsync(
            async () => await AnswersAsync(platform, "first") && await AnswersAsync(platform, "second"), Limit, "both apps serve again");
        (await second.DeisAsync("ps")).ShouldSucceed().Output.Split('\n').Count(line => line.Contains(" up (v2)", StringComparison.Ordinal)).ShouldBe(2);
    }

    private static async Task<bool> AnswersAsync(Platform platform, string app)
    {
        using var response = await platform.GetAsync(app);
        return response.StatusCode == HttpStatusCode.OK;
    }

    private static async Task<bool> AnySandboxAsync(Platform platform) =>
        (await Command.RunAsync("pgrep", ["-f", $"bwrap.*{platform.State}"], "/")).Output.Length > 0;
}
