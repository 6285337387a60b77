using Deis.Orchestrations.Tests.Support;

namespace Deis.Orchestrations.Tests.Deploy;

/// <summary>A push whose slug has no process types, of an app that had some.</summary>
[Collection(OrchestrationsCollection.Name)]
public sealed class ProcfilePolicyTests(OrchestrationsFixture fixture)
{
    private const string TwoTypes = "web: run\nworker: work\n";
    private const string None = "{}\n";

    [Fact]
    public async Task Push_WithoutProcessTypesThatShallStay_RunsThemAsBefore()
    {
        await using var own = await fixture.StartAsync(("DEIS_DEPLOY_PROCFILE_MISSING_REMOVE", "false"));
        var app = await DeployedAsync(own.Platform);

        (await app.PushAsync(None)).ShouldBe(ChangeOutcome.Success(3));

        app.Script.State.ShouldBe("web=1@v3 worker=2@v3");
        (await app.StructureAsync()).ShouldBe("web=1 worker=2");
        (await app.LastReleaseAsync()).Build!.Procfile["worker"].ShouldBe("work");
    }

    [Fact]
    public async Task Push_WithoutProcessTypes_LosesThem()
    {
        var app = await DeployedAsync(fixture.Platform);

        (await app.PushAsync(None)).ShouldBe(ChangeOutcome.Success(3));

        (await app.StructureAsync()).ShouldBe("web=1");
        app.Script.Processes.Keys.ShouldBe(["web"]);
    }

    [Fact]
    public async Task Push_WithoutProcessTypesThatShallBeRefused_ReleasesNothing()
    {
        await using var own = await fixture.StartAsync(("DEIS_DEPLOY_REJECT_IF_PROCFILE_MISSING", "true"));
        var app = await DeployedAsync(own.Platform);

        var outcome = await app.PushAsync(None);

        outcome.Succeeded.ShouldBeFalse();
        outcome.Message.ShouldNotBeNull().ShouldContain("Last deployment had a Procfile but is missing in this deploy");
        app.Script.State.ShouldBe("web=1@v2 worker=2@v2");
        (await app.ReleasesAsync()).Count.ShouldBe(2);
    }

    private static async Task<TestApp> DeployedAsync(TestPlatform platform)
    {
        var app = await platform.CreateAppAsync();
        (await app.PushAsync(TwoTypes)).ShouldBe(ChangeOutcome.Success(2));
        (await app.ScaleAsync(("worker", 2))).Succeeded.ShouldBeTrue();
        return app;
    }
}
