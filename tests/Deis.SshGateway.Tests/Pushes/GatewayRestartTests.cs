using Deis.SshGateway.Tests.Support;

namespace Deis.SshGateway.Tests.Pushes;

/// <summary>The gateway goes away and comes back; it has a fixture of its own.</summary>
public sealed class GatewayRestartTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [RootFact]
    public async Task Push_GatewayRestartsDuringTheDeploy_FinishesAndKeepsItsLock()
    {
        using Developer alice = new(gateway);
        var app = alice.CreateApp();
        var sha = alice.Commit();
        TaskCompletionSource deployEnds = new();
        gateway.Platform.Scripts[app] = new Script { EndsAfter = deployEnds.Task };
        using var push = alice.StartPush(app, "master");
        await Eventually.HoldsAsync(() => gateway.Platform.Streams.ContainsKey(app), "the deploy began");

        await gateway.StopGatewayAsync();
        await gateway.StartGatewayAsync();
        await Eventually.HoldsAsync(() => gateway.Platform.Streams[app] > 1, "the push found the gateway again");
        (await alice.PushAsync(app)).Errors.ShouldContain("Another git push is ongoing");
        deployEnds.SetResult();

        var result = await push.EndAsync(CancellationToken.None);
        result.ExitCode.ShouldBe(0, result.ToString());
        result.Errors.ShouldContain("The connection to the platform is lost; trying again");
        gateway.Branch(alice, app).ShouldBe(sha);
    }
}
