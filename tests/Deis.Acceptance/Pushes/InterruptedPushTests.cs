using System.Globalization;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Pushes;

/// <summary>A push outlives its client, and keeps others out until it has ended.</summary>
[Collection(SharedPlatform.Name)]
public class InterruptedPushTests(PlatformFixture fixture)
{
    private const int InterruptSignal = 2;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_push_goes_on_after_Ctrl_C_and_another_one_is_told_who_and_since_when()
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "interrupted");
        await app.WriteAsync("bin/pre-compile", "#!/bin/sh\necho 'this build takes its time'\nsleep 5\n");
        (await fixture.Alice.RunAsync("chmod", "+x", Path.Combine(app.Folder, "bin", "pre-compile"))).ShouldSucceed();
        await app.CommitAsync();
        using var push = app.StartGit(new Dictionary<string, string>(), "push", "deis", "master");
        await Wait.ForLineAsync(push.StandardError, "this build takes its time", Limit);

        // The terminal sends Ctrl-C to the whole process group.
        await Command.RunAsync("kill", [$"-{InterruptSignal}", "--", $"-{push.Id.ToString(CultureInfo.InvariantCulture)}"], "/");
        await push.WaitForExitAsync();
        var second = await app.GitAsync("push", "deis", "master");

        second.ExitCode.ShouldBe(128, second.All);
        second.Error.ShouldMatch(@"fatal: remote error: Another git push is ongoing \(by alice, since \d+ s\)");
        await Wait.UntilAsync(async () => await app.RemoteHeadAsync() == await app.HeadAsync(), Limit, "the ref moves when the deploy has ended");
        (await app.GetAsync()).ShouldContain("release v2");
        (await app.GitAsync("push", "deis", "master")).ShouldSucceed().Error.ShouldContain("Everything up-to-date");
    }
}
