using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Queue;

/// <summary>What a CI system does: it hands a tarball to the queue and waits for the deploy.</summary>
[Collection(SharedPlatform.Name)]
public class EnqueueTests(PlatformFixture fixture)
{
    [Fact]
    public async Task A_build_put_into_the_queue_is_deployed_and_serves()
    {
        var app = await fixture.Alice.CreateAppAsync("static-site", "queued");
        (await fixture.Alice.RunAsync("tar", "-czf", Path.Combine(app.Folder, "..", "queued.tar.gz"), "--exclude=.git", "-C", app.Folder, ".")).ShouldSucceed();

        var enqueue = (await app.DeisAsync("builds:enqueue", "../queued.tar.gz", "--wait")).ShouldSucceed();

        enqueue.Output.ShouldContain("Uploading queued.tar.gz... ");
        enqueue.Output.ShouldContain("done, v2\n");
        (await app.GetAsync()).ShouldContain("<html", Case.Insensitive);
        (await app.DeisAsync("releases")).ShouldSucceed().Output.ShouldContain("alice deployed");
    }
}
