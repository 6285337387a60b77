using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Runtime;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Tests.Deploy;

/// <summary>Who asked for a change is deleted before it is carried out. That can happen to users who own nothing yet.</summary>
[Collection(OrchestrationsCollection.Name)]
public sealed class DeletedUserTests(OrchestrationsFixture fixture)
{
    private const string Gone = "The account of whoever asked for this was deleted meanwhile; nothing was changed.";

    private readonly TestPlatform _platform = fixture.Platform;

    [Fact]
    public async Task Push_UserIsDeletedDuringTheBuild_EndsWithTheReason()
    {
        var app = await _platform.CreateAppAsync();
        var user = await _platform.AddUserAsync();
        await app.PreparePushAsync("web: run");
        var build = app.Script.OnJob;
        app.Script.OnJob = async job =>
        {
            await build(job);
            await DeleteAsync(user);
            return RuntimeOutcome.Success(0);
        };

        var push = await app.StartAsync(DeployInput.Orchestration, app.Push with { UserId = user.Id }, LeaseMode.Wait, user: user);

        (await app.EndAsync(push)).Message.ShouldBe(Gone);
        (await NothingIsLeftAsync(app)).ShouldBeTrue();
    }

    [Fact]
    public async Task Rollback_UserIsDeletedWhileItWaits_EndsWithTheReason()
    {
        var app = await _platform.CreateAppAsync();
        await app.DeployAsync("web");
        var user = await _platform.AddUserAsync();
        app.Script.OnApply = _ => null;
        await app.StartDeployAsync("web");
        await Wait.UntilAsync(() => app.Script.Applied.Last().Spec.Release == "v3", "the deploy waits for the runtime");
        var waiting = await app.StartAsync(
            DeployInput.Orchestration, new DeployInput(app.Id, app.Name, user.Id, DeployTrigger.Rollback, RollbackTo: 2), LeaseMode.Wait, user: user);
        await DeleteAsync(user);

        _platform.Runtime.Settle(app.Script.Applied.Last().Correlation, RuntimeOutcome.Success());

        (await app.EndAsync(waiting)).Message.ShouldBe(Gone);
        (await app.ReleasesAsync()).Count.ShouldBe(3);
        (await app.LeaseIsFreeAsync()).ShouldBeTrue();
    }

    private Task<int> DeleteAsync(User user) => _platform.DatabaseAsync(database => database.Users.Where(u => u.Id == user.Id).ExecuteDeleteAsync());

    private async Task<bool> NothingIsLeftAsync(TestApp app) =>
        (await app.ReleasesAsync()).Count == 1 && await _platform.DatabaseAsync(database => database.Builds.AllAsync(b => b.AppId != app.Id));
}
