using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Tests.Recovery;

[Collection(OrchestrationsCollection.Name)]
public sealed class RecoveryTests(OrchestrationsFixture fixture)
{
    [Fact]
    public async Task Watch_Breaks_IsStartedAgain()
    {
        var app = await fixture.Platform.CreateAppAsync();
        fixture.Platform.Runtime.BreakWatch();

        (await app.DeployAsync("web")).ShouldBe(ChangeOutcome.Success(2));
    }

    [Fact]
    public async Task Deploy_WorkerStopsInTheMiddle_AnotherEndsItWithOneRelease()
    {
        using var world = await fixture.NewWorldAsync();
        var first = await TestPlatform.StartAsync(world);
        var app = await first.CreateAppAsync();
        app.Script.OnApply = _ => null;
        var operation = await app.StartDeployAsync("web");
        await Wait.UntilAsync(() => !app.Script.Applied.IsEmpty, "the deploy waits for the runtime");

        await first.CrashAsync();
        world.Runtime.Settle(app.Script.Applied.Last().Correlation, RuntimeOutcome.Success());
        await using var second = await TestPlatform.StartAsync(world);

        (await app.On(second).EndAsync(operation)).ShouldBe(ChangeOutcome.Success(2));
        (await app.On(second).ReleasesAsync()).Count.ShouldBe(2);
        app.Script.State.ShouldBe("web=1@v2");
    }
}
