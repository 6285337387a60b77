using Deis.SshGateway.Tests.Support;

namespace Deis.SshGateway.Tests.Pushes;

/// <summary>An app whose users have chosen the branch that is deployed.</summary>
[Collection(GatewayCollection.Name)]
public sealed class DeployBranchTests(GatewayFixture gateway) : IDisposable
{
    private readonly Developer _alice = new(gateway);

    [RootTheory]
    [InlineData("production")]
    [InlineData("release/2.x")]
    [InlineData("übergabe+1")]
    public async Task Push_OfTheChosenBranch_IsDeployedAndBecomesWhatClonesCheckOut(string branch)
    {
        var app = App(branch);
        var sha = _alice.Commit("index.html");

        var push = await _alice.PushAsync(app, $"master:{branch}");

        push.ExitCode.ShouldBe(0, push.ToString());
        ((string?)gateway.Platform.Starts[app]["branch"]).ShouldBe(branch);
        gateway.Branch(_alice, app, branch).ShouldBe(sha);
        (await _alice.CloneAsync(app)).ExitCode.ShouldBe(0);
        File.Exists(Path.Combine(_alice.ClonePath, "index.html")).ShouldBeTrue();
    }

    [RootTheory]
    [InlineData("master", "Only the branch production is deployed. To deploy this one, run: git push deis master:production")]
    [InlineData("master:main", "Only the branch production is deployed. To deploy this one, run: git push deis main:production")]
    [InlineData("v1", "Tags are not deployed, only the branch production. To deploy a tag, run: git push deis v1^{commit}:production")]
    public async Task Push_OfAnother_IsRefusedWithTheRightCommand(string reference, string advice)
    {
        var app = App("production");
        _alice.Commit();
        _alice.Git("-C", _alice.Work, "tag", "v1");

        var push = await _alice.PushAsync(app, reference);

        push.ExitCode.ShouldBe(1, push.ToString());
        push.Errors.ShouldContain(advice);
        gateway.Platform.Starts.ShouldNotContainKey(app);
    }

    public void Dispose() => _alice.Dispose();

    private string App(string branch)
    {
        var app = _alice.CreateApp();
        gateway.Platform.DeployBranches[app] = branch;
        return app;
    }
}
