using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Results;
using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Tests.Scale;

[Collection(OrchestrationsCollection.Name)]
public sealed class ScaleTests(OrchestrationsFixture fixture)
{
    private readonly TestPlatform _platform = fixture.Platform;

    [Fact]
    public async Task Scale_Succeeds_RuntimeAndDatabaseHaveTheNumbers()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web", "worker");

        (await app.ScaleAsync(("worker", 2), ("web", 3))).ShouldBe(ChangeOutcome.Success());

        app.Script.State.ShouldBe("web=3@v2 worker=2@v2");
        (await app.StructureAsync()).ShouldBe("web=3 worker=2");
        _platform.Logs[app.Name].ShouldContain($"INFO {app.Owner.Username} scaled pods web=3 worker=2");
    }

    [Fact]
    public async Task Scale_OneTypeFails_OldNumbersAreBack()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web", "worker");
        app.Script.OnApply = spec => spec.Type == "worker" && spec.Replicas > 0 ? RuntimeOutcome.Failure("NotReady", "no memory left") : RuntimeOutcome.Success();

        var outcome = await app.ScaleAsync(("web", 3), ("worker", 2));

        outcome.ShouldBe(ChangeOutcome.Failure(Error.Unavailable("(scale): no memory left")));
        app.Script.State.ShouldBe("web=1@v2 worker=0@v2");
        (await app.StructureAsync()).ShouldBe("web=1");
    }

    [Fact]
    public async Task Scale_UnknownType_IsRefused()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");

        (await app.ScaleAsync(("clock", 1))).Message.ShouldBe("Container type clock does not exist in application");
    }

    [Fact]
    public async Task Restart_OfOneType_LeavesTheOthers()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web", "worker");
        await app.ScaleAsync(("worker", 1));

        (await app.RestartAsync("worker")).Succeeded.ShouldBeTrue();

        app.Script.Restarted.ShouldBe([("worker", null)]);
    }

    [Fact]
    public async Task Restart_Fails_OutcomeNamesTheCause()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnRestart = _ => RuntimeOutcome.Failure(RuntimeOutcome.CrashLoop, "web crashed");

        (await app.RestartAsync()).Message.ShouldBe("(restart): web crashed");
    }
}
