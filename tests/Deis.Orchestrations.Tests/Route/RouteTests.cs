using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Data;
using Deis.Platform.Domains;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Tests.Route;

/// <summary>Changes of routing that nobody waits for.</summary>
[Collection(OrchestrationsCollection.Name)]
public sealed class RouteTests(OrchestrationsFixture fixture)
{
    private readonly TestPlatform _platform = fixture.Platform;

    [Fact]
    public async Task Change_IsPublishedAndItsOperationIsClosed()
    {
        var app = await _platform.CreateAppAsync();

        var operation = await app.StartRouteAsync(database => AddHost(database, app));

        (await app.EndAsync(operation)).ShouldBe(ChangeOutcome.Success());
        app.Script.Routing!.Hosts.ShouldBe([app.Name, HostOf(app)]);
        (await _platform.DatabaseAsync(database => database.Operations.SingleAsync(o => o.Id == operation))).Open.ShouldBeFalse();
    }

    [Fact]
    public async Task Change_WorkerStopsBeforeTheRouterHasHeardOfIt_AnotherWorkerTellsIt()
    {
        using var world = await fixture.NewWorldAsync();
        var first = await TestPlatform.StartAsync(world);
        var app = await first.CreateAppAsync();
        var tries = 0;
        app.Script.OnRoute = () =>
        {
            Interlocked.Increment(ref tries);
            throw new IOException("The router is away.");
        };
        var operation = await app.StartRouteAsync(database => AddHost(database, app));
        await Wait.UntilAsync(() => Volatile.Read(ref tries) > 0, "the first worker tries");

        await first.CrashAsync();
        app.Script.Routing!.Hosts.ShouldBe([app.Name]);
        app.Script.OnRoute = () => { };
        await using var second = await TestPlatform.StartAsync(world);

        (await app.On(second).EndAsync(operation)).ShouldBe(ChangeOutcome.Success());
        app.Script.Routing!.Hosts.ShouldBe([app.Name, HostOf(app)]);
    }

    [Fact]
    public async Task Change_ThatTheRuntimeCannotMake_FailsAtOnceAndTheLogSaysWhatToDo()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnRoute = () => throw new NotSupportedException("No such routes.");

        var outcome = await app.EndAsync(await app.StartRouteAsync(_ => { }));

        outcome.Message.ShouldBe(
            "The change is stored but not in force, since the runtime could not be told of it. It is told with the app's next deploy or next change of routing. " +
            "The platform could not go on: No such routes.");
        _platform.Logs[app.Name].ShouldContain($"WARN {outcome.Message}");
    }

    [Fact]
    public async Task Autoscaling_ThatTheRuntimeCannotMake_FailsAtOnceButTheRoutingIsPublished()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.Routing = null;

        var outcome = await app.EndAsync(await app.StartAutoscaleAsync("web"));

        outcome.Message.ShouldNotBeNull().ShouldStartWith(
            "The change is stored but not in force, since the runtime could not be told of it. Autoscaling that was set is told with the app's next deploy; " +
            "to end it, set it and end it once more. ");
        _platform.Logs[app.Name].ShouldContain($"WARN {outcome.Message}");
        app.Script.Routing.ShouldNotBeNull().Hosts.ShouldBe([app.Name]);
    }

    [Fact]
    public async Task Change_ThatIsNotCommitted_StartsNothing()
    {
        var app = await _platform.CreateAppAsync();

        await Should.ThrowAsync<DbUpdateException>(() => app.StartRouteAsync(database =>
        {
            AddHost(database, app);
            AddHost(database, app);
        }));

        (await _platform.DatabaseAsync(database => database.Operations.AnyAsync(o => o.AppId == app.Id))).ShouldBeFalse();
        app.Script.Routing!.Hosts.ShouldBe([app.Name]);
    }

    private static string HostOf(TestApp app) => $"www.{app.Name}.example.com";

    private static void AddHost(DeisDbContext database, TestApp app)
    {
        var now = TimeProvider.System.GetUtcNow();
        database.Domains.Add(new Domain { AppId = app.Id, OwnerId = app.Owner.Id, Name = HostOf(app), Created = now, Updated = now });
    }
}
