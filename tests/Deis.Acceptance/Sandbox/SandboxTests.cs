using System.Text.RegularExpressions;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Sandbox;

/// <summary>What an app and a build can do to the platform and to other apps: nothing.</summary>
[Collection(SharedPlatform.Name)]
public class SandboxTests(PlatformFixture fixture, HostileApp hostile) : IClassFixture<HostileApp>
{
    public static TheoryData<string> Names => [.. Attempts.All.Select(attempt => attempt.What)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_app_cannot(string what)
    {
        var attempt = Attempts.All.Single(one => one.What == what);

        var output = await hostile.TryAsync(attempt.Script);

        output.ShouldMatch(attempt.Refusal);
    }

    [Fact]
    public async Task An_app_and_its_build_see_no_secret_of_the_platform_or_of_another_app()
    {
        var secrets = Directory.EnumerateFiles(Path.Combine(fixture.Platform.State, "secrets"))
            .Concat(Directory.EnumerateFiles(Path.Combine(fixture.Platform.State, "admin")))
            .SelectMany(File.ReadLines)
            .SelectMany(line => Regex.Matches(line, "[A-Za-z0-9+/=_-]{16,}").Select(match => match.Value))
            .Append(HostileApp.VictimsSecret)
            .ToList();
        secrets.Count.ShouldBeGreaterThan(3);
        hostile.SeenByProcess.ShouldContain("WORKFLOW_RELEASE=v2", customMessage: "the app can look around");
        hostile.SeenByBuild.ShouldContain("npm_lifecycle_event=build", customMessage: "the build can look around");

        foreach (var secret in secrets)
        {
            hostile.SeenByProcess.ShouldNotContain(secret);
            hostile.SeenByBuild.ShouldNotContain(secret);
        }

        (await fixture.Platform.GetTextAsync("victim")).ShouldBe(hostile.VictimPort, "the other app serves as before");
    }

    [Fact]
    public async Task A_command_that_kills_everything_it_sees_kills_itself_only()
    {
        (await hostile.App.DeisAsync("run", "--", "kill -9 -1; sleep 5")).ExitCode.ShouldNotBe(0);

        (await hostile.TryAsync("echo still here")).ShouldBe("still here\n");
        (await fixture.Platform.GetTextAsync("victim")).ShouldBe(hostile.VictimPort);
    }

    [Fact]
    public async Task A_fork_bomb_stops_at_the_limit_of_its_sandbox()
    {
        var run = await hostile.App.DeisAsync("run", "--", "ulimit -v unlimited; for i in $(seq 3000); do sleep 30 & done 2>&1 | head -1; jobs -p | wc -l");

        run.All.ShouldMatch("Resource temporarily unavailable|Cannot fork");
        (await hostile.TryAsync("echo still here")).ShouldBe("still here\n", "each sandbox has a limit of its own");
    }

    [Fact]
    public async Task A_command_that_fills_memory_is_stopped_at_its_limit()
    {
        var token = Regex.Match(await File.ReadAllTextAsync(Path.Combine(fixture.Alice.Home, ".deis", "client.json")), "\"token\":\"([^\"]+)").Groups[1].Value;
        var limit = await fixture.Alice.RunAsync(
            "curl", "-sS", "-w", "%{http_code}", "-H", $"Authorization: token {token}", "-H", $"Host: deis.localhost:{fixture.Platform.Port}",
            "-H", "Content-Type: application/json", "-d", """{"memory":{"run":"256M"}}""", $"http://127.0.0.1:{fixture.Platform.Port}/v2/apps/hostile/config/");
        limit.Output.ShouldEndWith("201", customMessage: limit.All);

        var run = await hostile.App.DeisAsync("run", "--", "node -e 'const all = []; for (;;) all.push(Buffer.alloc(8 << 20, 1))'");

        run.ExitCode.ShouldNotBe(0, run.All);
        if (fixture.Platform.KeepsLimitsByControlGroups)
        {
            (run.ExitCode, run.Error).ShouldBe((137, run.Error));
            run.Error.ShouldContain("was killed because it used more than its 256 MB of memory");
        }

        (await fixture.Platform.GetTextAsync("victim")).ShouldBe(hostile.VictimPort);
    }
}
