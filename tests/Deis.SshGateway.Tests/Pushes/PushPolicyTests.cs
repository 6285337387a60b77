using Deis.SshGateway.Tests.Support;

namespace Deis.SshGateway.Tests.Pushes;

/// <summary>What may be pushed, as a user sees it.</summary>
[Collection(GatewayCollection.Name)]
public sealed class PushPolicyTests(GatewayFixture gateway) : IDisposable
{
    private readonly Developer _alice = new(gateway);

    [RootFact]
    public async Task Push_BranchMain_IsDeployedAndBecomesWhatClonesCheckOut()
    {
        var app = _alice.CreateApp();
        _alice.Commit("index.html");

        (await _alice.PushAsync(app, "master:main")).ExitCode.ShouldBe(0);

        ((string?)gateway.Platform.Starts[app]["branch"]).ShouldBe("main");
        (await _alice.CloneAsync(app)).ExitCode.ShouldBe(0);
        File.Exists(Path.Combine(_alice.ClonePath, "index.html")).ShouldBeTrue();
    }

    [RootTheory]
    [InlineData("master:feature/x", "git push deis feature/x:master")]
    [InlineData("v1", "git push deis v1^{commit}:master")]
    [InlineData("master:refs/notes/x", "Only the branches master and main are deployed")]
    public async Task Push_OtherRef_IsRefusedWithTheRightCommand(string reference, string advice)
    {
        var app = _alice.CreateApp();
        _alice.Commit();
        _alice.Git("-C", _alice.Work, "tag", "v1");

        var push = await _alice.PushAsync(app, reference);

        push.ExitCode.ShouldBe(1, push.ToString());
        push.Errors.ShouldContain(advice);
        gateway.Platform.Starts.ShouldNotContainKey(app);
    }

    [RootTheory]
    [InlineData("master", "v1")]
    [InlineData("master", "master:main")]
    public async Task Push_TwoRefs_IsRefused(string first, string second)
    {
        var app = _alice.CreateApp();
        _alice.Commit();
        _alice.Git("-C", _alice.Work, "tag", "v1");

        var push = await _alice.PushAsync(app, first, second);

        push.ExitCode.ShouldBe(1);
        push.Errors.ShouldContain("Push one branch at a time");
        gateway.Branch(_alice, app).ShouldBeEmpty();
    }

    [RootFact]
    public async Task Push_Deletion_IsRefused()
    {
        var app = _alice.CreateApp();
        var sha = _alice.Commit();
        await _alice.PushAsync(app);

        var push = await _alice.PushAsync(app, ":master");

        push.ExitCode.ShouldBe(1);
        push.Errors.ShouldContain("cannot be deleted");
        gateway.Branch(_alice, app).ShouldBe(sha);
    }

    [RootFact]
    public async Task Push_Submodule_IsDeployedWithAWarning()
    {
        var app = _alice.CreateApp();
        var sha = _alice.Commit();
        _alice.Git("-C", _alice.Work, "update-index", "--add", "--cacheinfo", $"160000,{sha},lib/parser");
        _alice.Git("-C", _alice.Work, "commit", "--quiet", "--message", "Add a submodule");

        var push = await _alice.PushAsync(app);

        push.ExitCode.ShouldBe(0, push.ToString());
        push.Errors.ShouldContain("WARNING: submodules are not part of the build, their folders will be empty: lib/parser.");
    }

    [RootFact]
    public async Task Push_LargeFilePointer_IsDeployedWithAWarning()
    {
        var app = _alice.CreateApp();
        _alice.Commit("movie.mp4", $"version https://git-lfs.github.com/spec/v1\noid sha256:{new string('a', 64)}\nsize 12345\n");
        File.WriteAllText(Path.Combine(_alice.Work, ".gitattributes"), "*.mp4 filter=lfs diff=lfs merge=lfs -text\n");
        _alice.Git("-C", _alice.Work, "-c", "filter.lfs.clean=cat", "commit", "--quiet", "--allow-empty", "--message", "x");
        _alice.Git("-C", _alice.Work, "-c", "filter.lfs.clean=cat", "add", ".gitattributes");
        _alice.Git("-C", _alice.Work, "-c", "filter.lfs.clean=cat", "commit", "--quiet", "--message", "Use LFS");

        var push = await _alice.PushAsync(app);

        push.ExitCode.ShouldBe(0, push.ToString());
        push.Errors.ShouldContain("WARNING: Git LFS is not supported, the build gets pointers in place of these files: movie.mp4.");
    }

    [RootFact]
    public async Task Push_EmptyTree_IsRefused()
    {
        var app = _alice.CreateApp();
        _alice.Git("-C", _alice.Work, "commit", "--quiet", "--allow-empty", "--message", "Nothing");

        var push = await _alice.PushAsync(app);

        push.ExitCode.ShouldBe(1);
        push.Errors.ShouldContain("nothing to deploy");
    }

    public void Dispose() => _alice.Dispose();
}
