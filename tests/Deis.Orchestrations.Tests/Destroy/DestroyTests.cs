using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Runtime;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Tests.Destroy;

[Collection(OrchestrationsCollection.Name)]
public sealed class DestroyTests(OrchestrationsFixture fixture)
{
    private readonly TestPlatform _platform = fixture.Platform;

    [Fact]
    public async Task Destroy_Succeeds_NothingIsLeft()
    {
        var app = await _platform.CreateAppAsync();
        await app.PushAsync("web: run");

        (await app.DestroyAsync()).ShouldBe(ChangeOutcome.Success());

        app.Script.State.ShouldBe("");
        _platform.Logs[app.Name].ShouldBeEmpty();
        _platform.World.Repositories.Removed.ShouldContain(app.Name);
        var objects = new List<string>();
        await foreach (var stored in _platform.Store.ListAsync($"home/{app.Name}", CancellationToken.None))
        {
            objects.Add(stored.Key);
        }
        objects.ShouldBeEmpty();
        (await _platform.DatabaseAsync(database => database.Apps.CountAsync(a => a.Uuid == app.Id))).ShouldBe(0);
        (await app.ReleasesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Destroy_EndThatCouldBeToldToNobody_IsAskedForAgain()
    {
        var app = await _platform.CreateAppAsync();
        var asked = 0;
        app.Script.OnDestroy = () => Interlocked.Increment(ref asked) == 1 ? null : RuntimeOutcome.Success();

        (await app.DestroyAsync()).ShouldBe(ChangeOutcome.Success());

        (await _platform.DatabaseAsync(database => database.Apps.CountAsync(a => a.Uuid == app.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task Destroy_RuntimeIsSlow_SaysSoAndTheAppIsStillThere()
    {
        var app = await _platform.CreateAppAsync();
        app.Script.OnDestroy = () => null;

        (await app.DestroyAsync()).Message.ShouldBe($"The processes of {app.Name} were not gone after 2 s; destroy it again.");

        (await app.ReleasesAsync()).ShouldHaveSingleItem();
    }
}
