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
    public async Task Scale_RuntimeBreaks_OldNumbersAreBack()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web", "worker");
        app.Script.OnApply = spec => spec is { Type: "worker", Replicas: 2 } ? throw new NotSupportedException("out of order") : RuntimeOutcome.Success();

        var outcome = await app.ScaleAsync(("web", 3), ("worker", 2));

        outcome.ShouldBe(ChangeOutcome.Failure(Error.Unavailable("(scale): The platform could not go on: out of order")));
        app.Script.State.ShouldBe("web=1@v2 worker=0@v2");
        (await app.StructureAsync()).ShouldBe("web=1");
        (await app.LeaseIsFreeAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Scale_RoutesBreakAtItsEnd_OldNumbersAreBackInRuntimeAndDatabase()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnRoute = () => throw new NotSupportedException("no router");

        var outcome = await app.ScaleAsync(("web", 3));

        outcome.Message.ShouldBe(
            "(scale): The platform could not go on: no router\nThe routes could not be published. The platform could not go on: no router");
        app.Script.State.ShouldBe("web=1@v2");
        (await app.StructureAsync()).ShouldBe("web=1");
        _platform.Logs[app.Name].ShouldContain("WARN The routes could not be published. The platform could not go on: no router");
    }

    [Fact]
    public async Task Scale_OldNumbersCannotBeRestored_OutcomeAndLogSaySo()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnApply = spec => RuntimeOutcome.Failure("NotReady", $"{spec.Replicas} are too many");

        var outcome = await app.ScaleAsync(("web", 3));

        outcome.Message.ShouldBe("(scale): 3 are too many\nv2 could not be restored for web: 1 are too many");
        _platform.Logs[app.Name].ShouldContain("WARN v2 could not be restored for web: 1 are too many");
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
    public async Task Restart_RuntimeBreaks_OutcomeNamesTheCause()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        app.Script.OnRestart = _ => throw new NotSupportedException("out of order");

        (await app.RestartAsync()).ShouldBe(ChangeOutcome.Failure(Error.Unavailable("(restart): The platform could not go on: out of order")));
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
