using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Deploys;

/// <summary>What goes wrong is said, and what ran goes on.</summary>
[Collection(SharedPlatform.Name)]
public class FailureTests(PlatformFixture fixture)
{
    [Fact]
    public async Task A_failing_buildpack_fails_the_push_and_changes_nothing()
    {
        var app = await fixture.Alice.CreateAppAsync("hello-node", "unbuilt");
        (await app.PushAsync()).ShouldSucceed();
        var served = await app.RemoteHeadAsync();

        await app.EditAsync("package.json", "\"start\"", "\"build\": \"echo this cannot build; exit 7\",\n    \"start\"");
        var push = await app.PushAsync();

        push.ExitCode.ShouldNotBe(0, push.All);
        push.Error.ShouldContain("this cannot build");
        push.Error.ShouldContain("nodejs");
        push.Error.ShouldContain("compile");
        push.Error.ShouldContain("pre-receive hook declined");
        (await app.RemoteHeadAsync()).ShouldBe(served, "the ref is not updated");
        (await app.GetAsync()).ShouldContain("release <b>v2</b>");
        (await app.DeisAsync("releases")).ShouldSucceed().Output.ShouldNotContain("v3");
    }

    [Fact]
    public async Task A_release_that_crashes_at_start_is_marked_failed_and_the_former_one_is_never_interrupted()
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "crashy");
        (await app.PushAsync()).ShouldSucceed();
        using var stop = new CancellationTokenSource();
        var requests = RequestUntilStoppedAsync(app, stop.Token);

        await app.WriteAsync("server.js", "console.error('cannot find the database'); process.exit(3);\n");
        var push = await app.PushAsync();
        await stop.CancelAsync();

        push.ExitCode.ShouldNotBe(0, push.All);
        push.Error.ShouldContain("There was a problem deploying v3. Rolling back process types to release v2.");
        push.Error.ShouldContain("exited with code 3");
        push.Error.ShouldContain("cannot find the database");
        (await requests).ShouldBeGreaterThan(10, "requests were answered all the time");
        (await app.GetAsync()).ShouldBe("Hello from process type web, release v2\n");
        (await app.DeisAsync("releases")).ShouldSucceed().Output.ShouldContain("which failed");
        (await app.DeisAsync("ps")).ShouldSucceed().Output.ShouldContain("up (v2)");
    }

    [Fact]
    public async Task A_first_release_that_crashes_leaves_nothing_running()
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "stillborn");
        await app.WriteAsync("server.js", "process.exit(1);\n");
        var push = await app.PushAsync();
        push.ExitCode.ShouldNotBe(0, push.All);
        push.Error.ShouldContain("There was a problem deploying v2.");
        (await app.DeisAsync("ps")).ShouldSucceed().Output.ShouldNotContain("stillborn-web");
    }

    private static async Task<int> RequestUntilStoppedAsync(Workspace app, CancellationToken stop)
    {
        var answered = 0;
        while (!stop.IsCancellationRequested)
        {
            (await app.GetAsync()).ShouldBe("Hello from process type web, release v2\n");
            answered++;
        }

        return answered;
    }
}
