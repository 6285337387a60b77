using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Tests.Drift;

#pragma warning disable CA1001 // The test runner ends it through IAsyncLifetime.
/// <summary>What others change of an app is restored, but never in the way of an operation.</summary>
[Collection(OrchestrationsCollection.Name)]
public sealed class DriftTests(OrchestrationsFixture fixture) : IAsyncLifetime
{
    private readonly SharedScript _others = new();
    private OwnPlatform _own = null!;

    public async Task InitializeAsync()
    {
        _own = new OwnPlatform(await TestPlatform.StartAsync(await fixture.NewWorldAsync(_others)));
    }

    public async Task DisposeAsync() => await _own.DisposeAsync();

    [Fact]
    public async Task App_ThatSomebodyElseChanged_IsAppliedAgainAndTheLogSaysWhy()
    {
        var app = await DeployedAsync();
        app.Script.Processes.Clear();
        app.Script.OnApply = _ => Mended(app);

        _others.Break(app.Name, "The Deployment is gone.");

        await Wait.UntilAsync(() => app.Script.State == "web=1@v2", "it is restored");
        await Wait.UntilAsync(async () => await app.LeaseIsFreeAsync(), "the lease is given back");
        _own.Platform.Logs[app.Name].ShouldContain("WARN The Deployment is gone. It is restored.");
    }

    [Fact]
    public async Task App_ThatAnOperationChanges_IsLeftAloneUntilItsEnd()
    {
        var app = await DeployedAsync();
        app.Script.OnApply = spec => spec.Release == "v3" ? null : RuntimeOutcome.Success();
        var deploy = await app.StartDeployAsync("web");
        await Wait.UntilAsync(() => app.Script.State == "web=1@v3", "the deploy waits for the runtime");
        var applied = app.Script.Applied.Count;
        var other = await DeployedAsync();
        other.Script.OnApply = _ => Mended(other);

        _others.Break(app.Name, "The Deployment was changed.");
        _others.Break(other.Name, "The Deployment was changed.");
        await Wait.UntilAsync(() => other.Script.Applied.Count > 1, "the other app is restored meanwhile");
        app.Script.Applied.Count.ShouldBe(applied);

        _others.Mend(app.Name);
        await _own.Platform.Client.TerminateInstanceAsync(deploy);
    }

    private async Task<TestApp> DeployedAsync()
    {
        var app = await _own.Platform.CreateAppAsync();
        (await app.DeployAsync("web")).Succeeded.ShouldBeTrue();
        return app;
    }

    private RuntimeOutcome Mended(TestApp app)
    {
        _others.Mend(app.Name);
        return RuntimeOutcome.Success();
    }
}
