using System.Globalization;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Logs;

/// <summary><c>deis logs</c>, with all that it can be asked.</summary>
[Collection(SharedPlatform.Name)]
public class LogTests(PlatformFixture fixture)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Lines_of_one_process_of_a_time_and_of_now_can_be_asked_for()
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "followed");
        (await app.PushAsync()).ShouldSucceed();
        await SayAsync(app, "first words");
        var between = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        await SayAsync(app, "second words");

        var commands = await ShownAsync(app, "--process=run");
        commands.ShouldAllBe(line => line.Contains(" followed[run.v2.", StringComparison.Ordinal));
        commands.ShouldContain(line => line.EndsWith("]: first words", StringComparison.Ordinal));
        commands.ShouldContain(line => line.EndsWith("]: second words", StringComparison.Ordinal));
        var late = await ShownAsync(app, "--process=run", $"--since={between}");
        late.ShouldHaveSingleItem().ShouldEndWith("]: second words");
        (await ShownAsync(app, "--since=1h")).ShouldContain(line => line.Contains("alice deployed ", StringComparison.Ordinal));

        await ComesAtOnceAsync(app);
    }

    private static async Task ComesAtOnceAsync(Workspace app)
    {
        using var follower = app.Start("logs", "-f", "--process=run", "--lines=1");
        using var limit = new CancellationTokenSource(Limit);
        (await follower.StandardOutput.ReadLineAsync(limit.Token)).ShouldNotBeNull().ShouldEndWith("]: second words");

        await SayAsync(app, "third words");

        (await follower.StandardOutput.ReadLineAsync(limit.Token)).ShouldNotBeNull().ShouldEndWith("]: third words");
        follower.HasExited.ShouldBeFalse("it goes on");
        (await Command.RunAsync("kill", ["-INT", $"{follower.Id}"], "/")).ShouldSucceed();
        await follower.WaitForExitAsync(limit.Token);
        follower.ExitCode.ShouldBe(130);
    }

    private static async Task SayAsync(Workspace app, string words) => (await app.DeisAsync("run", $"echo {words}")).ShouldSucceed();

    private static async Task<string[]> ShownAsync(Workspace app, params string[] options) =>
        (await app.DeisAsync(["logs", .. options])).ShouldSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
