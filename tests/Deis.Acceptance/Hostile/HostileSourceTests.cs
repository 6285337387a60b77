using System.Diagnostics;
using Deis.Acceptance.Driving;
using Xunit.Abstractions;

namespace Deis.Acceptance.Hostile;

/// <summary>Whatever is pushed, the push says what is wrong, nothing is deployed, and the platform goes on with little memory.</summary>
[Collection(SharedPlatform.Name)]
public class HostileSourceTests(PlatformFixture fixture, ITestOutputHelper output)
{
    private const double MostGrowth = 200;
    private const double MostOfGit = 600;

    public static TheoryData<string> Names => [.. HostileSources.All.Select(source => source.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_push_of(string name)
    {
        var source = HostileSources.All.Single(candidate => candidate.Name == name);
        var app = await fixture.Alice.CreateAppAsync("procfile-only", name);
        await source.Make(app);
        await using var memory = new MemoryWatch(fixture.Platform);
        var watch = Stopwatch.StartNew();

        var push = await app.GitAsync("push", "deis", "master");

        output.WriteLine($"{name}: {watch.Elapsed.TotalSeconds:0.0} s; {memory}");
        push.ExitCode.ShouldBe(source.Fails ? 1 : 0, push.All);
        push.Error.ShouldContain(source.Says);
        push.Error.ShouldNotContain("Exception");
        memory.PlatformGrowth.ShouldBeLessThan(MostGrowth);
        memory.ReceivingPeak.ShouldBeLessThan(MostOfGit);
        fixture.Platform.LeftoversOf(name).ShouldBeEmpty();
        if (source.Fails)
        {
            (await app.RemoteHeadAsync()).ShouldBeNull();
            (await app.DeisAsync("releases")).ShouldSucceed().Output.ShouldNotContain("v2");
        }
    }
}
