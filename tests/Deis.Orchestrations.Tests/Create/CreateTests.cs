using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Runtime;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Tests.Create;

/// <summary>New apps whose places nobody waits for.</summary>
[Collection(OrchestrationsCollection.Name)]
public sealed class CreateTests(OrchestrationsFixture fixture)
{
    private readonly TestPlatform _platform = fixture.Platform;
    private readonly string _name = TestApp.NewName();

    [Fact]
    public async Task App_GetsItsPlaceAndItsHost_AndItsOperationIsClosed()
    {
        var (app, operation) = await TestApp.StartCreateAsync(_platform, _name);

        (await app.EndAsync(operation)).ShouldBe(ChangeOutcome.Success());
        app.Script.Exists.ShouldBeTrue();
        app.Script.Routing!.Hosts.ShouldBe([_name]);
        (await _platform.DatabaseAsync(database => database.Operations.SingleAsync(o => o.Id == operation))).Open.ShouldBeFalse();
    }

    [Fact]
    public async Task App_WorkerStopsBeforeItsPlaceIsMade_AnotherWorkerMakesIt()
    {
        using var world = await fixture.NewWorldAsync();
        var first = await TestPlatform.StartAsync(world);
        var tries = 0;
        world.Runtime[_name].OnEnsure = () =>
        {
            Interlocked.Increment(ref tries);
            throw new IOException("The runtime is away.");
        };
        var (app, operation) = await TestApp.StartCreateAsync(first, _name);
        await Wait.UntilAsync(() => Volatile.Read(ref tries) > 0, "the first worker tries");

        await first.CrashAsync();
        app.Script.Exists.ShouldBeFalse();
        app.Script.OnEnsure = () => Task.CompletedTask;
        await using var second = await TestPlatform.StartAsync(world);

        (await app.On(second).EndAsync(operation)).ShouldBe(ChangeOutcome.Success());
        app.Script.Exists.ShouldBeTrue();
        app.Script.Routing!.Hosts.ShouldBe([_name]);
    }

    [Fact]
    public async Task App_ThatTheRuntimeCannotPlace_StaysAndItsDeployMakesThePlace()
    {
        _platform.Runtime[_name].OnEnsure = () => throw new NotSupportedException("No more apps.");

        var (app, operation) = await TestApp.StartCreateAsync(_platform, _name);

        var outcome = await app.EndAsync(operation);
        outcome.Message.ShouldBe(
            "The app is made but has no place in the runtime, which could not be told to make it. It gets one with its first deploy or next change of routing. " +
            "The platform could not go on: No more apps.");
        _platform.Logs[_name].ShouldContain($"WARN {outcome.Message}");
        app.Script.OnEnsure = () => Task.CompletedTask;
        (await app.DeployAsync("web")).Succeeded.ShouldBeTrue();
        app.Script.Exists.ShouldBeTrue();
    }

    [Fact]
    public async Task App_WhosePlaceIsSomebodyElses_IsRefusedAfterOneTryAndItsNextDeployToo()
    {
        var tries = 0;
        _platform.Runtime[_name].OnEnsure = () =>
        {
            Interlocked.Increment(ref tries);
            throw new PlaceTakenException("It is no app's.");
        };

        var (app, operation) = await TestApp.StartCreateAsync(_platform, _name);

        (await app.EndAsync(operation)).Message.ShouldBe($"{_name} already exists as a namespace in this Kubernetes cluster and is no app's; choose another name.");
        tries.ShouldBe(1);
        (await app.DeployAsync("web")).Message.ShouldNotBeNull().ShouldContain("It is no app's.");
    }

    [Fact]
    public async Task App_DestroyedBeforeItsPlaceIsMade_GetsNoneAndNoLog()
    {
        _platform.Runtime[_name].OnEnsure = () => throw new IOException("The runtime is away.");
        var (app, operation) = await TestApp.StartCreateAsync(_platform, _name);

        (await app.DestroyAsync()).ShouldBe(ChangeOutcome.Success());
        app.Script.OnEnsure = () => Task.CompletedTask;

        (await app.EndAsync(operation)).Message.ShouldBe("It was stopped: the app is being destroyed, or the operation was ended from outside.");
        app.Script.Exists.ShouldBeFalse();
        _platform.Logs[_name].ShouldBeEmpty();
    }
}
