using Deis.SshGateway.Tests.Support;

namespace Deis.SshGateway.Tests.Pushes;

/// <summary>Pushes as a user sees them.</summary>
[Collection(GatewayCollection.Name)]
public sealed class PushTests(GatewayFixture gateway) : IDisposable
{
    private readonly Developer _alice = new(gateway);

    [RootFact]
    public async Task Push_DeploySucceeds_ShowsProgressAndMovesTheRef()
    {
        var app = _alice.CreateApp();
        var sha = _alice.Commit();

        var push = await _alice.PushAsync(app);

        push.ExitCode.ShouldBe(0, push.ToString());
        push.Errors.ShouldContain("\u001b[1GStarting build... but first, coffee!");
        push.Errors.ShouldContain("\u001b[1GDone, app:v2 deployed to Workflow");
        push.Errors.ShouldContain("master -> master");
        RefOf(app, "master").ShouldBe(sha);
    }

    public void Dispose() => _alice.Dispose();

    private string RefOf(string app, string branch) =>
        _alice.Git("-c", "safe.directory=*", "--git-dir", Path.Combine(gateway.Paths.Repositories, $"{app}.git"), "for-each-ref", "--format=%(objectname)", $"refs/heads/{branch}");
}
