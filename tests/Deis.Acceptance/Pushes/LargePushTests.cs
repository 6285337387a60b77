using Deis.Acceptance.Driving;
using Xunit.Abstractions;

namespace Deis.Acceptance.Pushes;

/// <summary>Much data goes through; it is not held in memory.</summary>
[Collection(SharedPlatform.Name)]
public class LargePushTests(PlatformFixture fixture, ITestOutputHelper output)
{
    private const double MostGrowth = 200;
    private const double MostOfGit = 400;

    [Fact]
    public async Task A_repository_of_500_MB_is_deployed_with_little_memory()
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "large");
        await app.WriteAsync(".slugignore", "film\n");
        // Random bytes cannot be compressed; that git should not try makes the test faster and changes nothing that is sent.
        (await app.GitAsync("config", "core.compression", "0")).ShouldSucceed();
        (await app.GitAsync("config", "core.bigFileThreshold", "1m")).ShouldSucceed();
        (await fixture.Alice.RunAsync("sh", "-c", $"head -c 500M /dev/urandom >{app.Folder}/film")).ShouldSucceed();
        await app.CommitAsync();
        await using var memory = new MemoryWatch(fixture.Platform);

        var push = (await app.GitAsync("push", "deis", "master")).ShouldSucceed();

        push.Error.ShouldContain("Done, large:v2 deployed to Workflow");
        (await app.GetAsync()).ShouldContain("release v2");
        output.WriteLine($"{memory}");
        await File.WriteAllTextAsync(Path.Combine(Repository.Install, "large-push-report.txt"), $"Push of 500 MB: {memory}.\n");
        memory.PlatformGrowth.ShouldBeLessThan(MostGrowth);
        memory.ReceivingPeak.ShouldBeLessThan(MostOfGit);
        fixture.Platform.LeftoversOf("large").ShouldBeEmpty();
        (await app.DeisAsync("destroy", "--confirm=large")).ShouldSucceed();
    }
}
