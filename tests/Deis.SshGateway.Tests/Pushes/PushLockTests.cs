using Deis.SshGateway.Helper.Gateway;
using Deis.SshGateway.Tests.Support;

namespace Deis.SshGateway.Tests.Pushes;

/// <summary>One push per app at a time, whatever becomes of its client.</summary>
[Collection(GatewayCollection.Name)]
public sealed class PushLockTests(GatewayFixture gateway) : IDisposable
{
    private readonly Developer _alice = new(gateway);
    private readonly TaskCompletionSource _deployEnds = new();

    [RootFact]
    public async Task Push_WhileAnotherGoesOn_IsRefusedWithWhoAndSince()
    {
        var app = _alice.CreateApp();
        using var first = await StartAndReachDeployAsync(app);

        var second = await _alice.PushAsync(app);

        second.ExitCode.ShouldBe(128, second.ToString());
        second.Errors.ShouldMatch($@"fatal: remote error: Another git push is ongoing \(by {_alice.Name}, since \d+ s\)");
        _deployEnds.SetResult();
        (await first.EndAsync(CancellationToken.None)).ExitCode.ShouldBe(0);
    }

    [RootFact]
    public async Task Clone_WhileAPushGoesOn_Works()
    {
        var app = _alice.CreateApp();
        using var push = await StartAndReachDeployAsync(app);

        (await _alice.CloneAsync(app)).ExitCode.ShouldBe(0);

        _deployEnds.SetResult();
        (await push.EndAsync(CancellationToken.None)).ExitCode.ShouldBe(0);
    }

    [RootFact]
    public async Task Push_ClientKilledDuringTheDeploy_GoesOnAndMovesTheRef()
    {
        var app = _alice.CreateApp();
        using var push = await StartAndReachDeployAsync(app);
        var sha = _alice.Git("-C", _alice.Work, "rev-parse", "HEAD");

        push.Kill();
        (await _alice.PushAsync(app)).Errors.ShouldContain("Another git push is ongoing");
        _deployEnds.SetResult();

        await Eventually.HoldsAsync(() => gateway.Branch(_alice, app) == sha, "the ref moved");
    }

    [RootFact]
    public async Task Session_HelperGone_FreesTheLock()
    {
        var app = _alice.CreateApp();
        var target = $"/sessions?fingerprint={_alice.Fingerprint}&app={app}&operation=Push&id=";
        GatewaySocket socket = new(gateway.Paths.Socket);
        using (var held = socket.Send("POST", $"{target}{Guid.NewGuid():N}"))
        {
            held.Status.ShouldBe(200);
            using var refused = socket.Send("POST", $"{target}{Guid.NewGuid():N}");
            refused.Status.ShouldBe(409);
        }

        await Eventually.HoldsAsync(
            () =>
            {
                using var next = socket.Send("POST", $"{target}{Guid.NewGuid():N}");
                return next.Status == 200;
            },
            "the lock is free");
    }

    public void Dispose() => _alice.Dispose();

    private async Task<RunningCommand> StartAndReachDeployAsync(string app)
    {
        _alice.Commit();
        gateway.Platform.Scripts[app] = new Script { EndsAfter = _deployEnds.Task };
        var push = _alice.StartPush(app, "master");
        await Eventually.HoldsAsync(() => gateway.Platform.Streams.ContainsKey(app), "the deploy began");
        return push;
    }
}
