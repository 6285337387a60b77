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
        var secrets = Secrets();
        hostile.SeenByProcess.ShouldContain("WORKFLOW_RELEASE=v3", customMessage: "the app can look around");
        hostile.SeenByBuild.ShouldContain("npm_lifecycle_event=build", customMessage: "the build can look around");

        foreach (var secret in secrets)
        {
            hostile.SeenByProcess.ShouldNotContain(secret);
            hostile.SeenByBuild.ShouldNotContain(secret);
        }

        await hostile.NobodyWasHarmedAsync();
    }

    [Fact]
    public async Task A_buildpack_from_somewhere_gets_nothing_and_leaves_nothing_behind()
    {
        await using var buildpack = await HostileBuildpack.ServeAsync(hostile);
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "poisoned");
        (await app.DeisAsync("config:set", $"BUILDPACK_URL={buildpack.Url}")).ShouldSucceed();

        var push = (await app.PushAsync()).ShouldSucceed();

        push.Error.ShouldContain("-----> Hostile app detected");
        push.Error.ShouldContain("REQUEST_ID=", customMessage: "it can look around");
        foreach (var secret in Secrets())
        {
            push.All.ShouldNotContain(secret);
        }

        foreach (var (what, output, refusal) in buildpack.OutcomesIn(push.Error))
        {
            output.ShouldMatch(refusal, what);
        }

        buildpack.ProcessesLeft().ShouldBeEmpty();
        (await app.GetAsync()).ShouldContain("Hello from process type web");
        await hostile.NobodyWasHarmedAsync();
    }

    [Fact]
    public async Task A_command_that_kills_everything_it_sees_harms_nobody_else()
    {
        var run = await hostile.App.DeisAsync("run", "--", "sleep 60 & kill -9 -1; kill -9 1; wait %1; echo \"the other ended with $?\"");

        run.ShouldSucceed().Output.ShouldContain("the other ended with 137");
        await hostile.NobodyWasHarmedAsync();
    }

    [Fact]
    public async Task A_fork_bomb_stops_at_the_limit_of_its_sandbox()
    {
        var run = await hostile.App.DeisAsync("run", "--", "ulimit -v unlimited; for i in $(seq 3000); do sleep 30 & done 2>&1 | head -1; jobs -p | wc -l");

        run.All.ShouldMatch("Resource temporarily unavailable|Cannot fork");
        await hostile.NobodyWasHarmedAsync();
    }

    [Fact]
    public async Task A_command_that_fills_memory_is_stopped_at_its_limit()
    {
        var run = await hostile.App.DeisAsync("run", "--", "node -e 'const all = []; for (;;) all.push(Buffer.alloc(8 << 20, 1))'");

        run.ExitCode.ShouldNotBe(0, run.All);
        if (fixture.Platform.KeepsLimitsByControlGroups)
        {
            run.ExitCode.ShouldBe(137, run.Error);
            run.Error.ShouldContain($"was killed because it used more than its {HostileApp.CommandMemory} MB of memory");
        }

        await hostile.NobodyWasHarmedAsync();
    }

    private List<string> Secrets()
    {
        var secrets = Directory.EnumerateFiles(Path.Combine(fixture.Platform.State, "secrets"))
            .Append(Path.Combine(fixture.Alice.Home, ".deis", "client.json"))
            .SelectMany(File.ReadLines)
            .SelectMany(line => Regex.Matches(line, "[A-Za-z0-9+/=_-]{16,}").Select(match => match.Value))
            .Append(HostileApp.VictimsSecret)
            .ToList();
        secrets.Count.ShouldBeGreaterThan(3);
        return secrets;
    }
}
