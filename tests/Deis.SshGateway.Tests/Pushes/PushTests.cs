using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
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
        gateway.Branch(_alice, app).ShouldBe(sha);
    }

    [RootFact]
    public async Task Push_DeployFails_ShowsTheErrorAndLeavesTheRef()
    {
        var app = _alice.CreateApp();
        _alice.Commit();
        gateway.Platform.Scripts[app] = new Script { Lines = ["Starting build... but first, coffee!"], Error = "Build pod exited with code 1, stopping build" };

        var push = await _alice.PushAsync(app);

        push.ExitCode.ShouldBe(1, push.ToString());
        push.Errors.ShouldContain("Build pod exited with code 1, stopping build");
        push.Errors.ShouldContain("pre-receive hook declined");
        gateway.Branch(_alice, app).ShouldBeEmpty();
    }

    [RootFact]
    public async Task Push_SameCommitAfterAFailure_IsDeployed()
    {
        var app = _alice.CreateApp();
        var sha = _alice.Commit();
        gateway.Platform.Scripts[app] = new Script { Error = "no" };
        await _alice.PushAsync(app);
        gateway.Platform.Scripts.TryRemove(app, out _);

        (await _alice.PushAsync(app)).ExitCode.ShouldBe(0);

        gateway.Branch(_alice, app).ShouldBe(sha);
    }

    [RootFact]
    public async Task Push_Start_NamesUserAppCommitBranchAndSource()
    {
        var app = _alice.CreateApp();
        var sha = _alice.Commit();

        await _alice.PushAsync(app);

        var start = gateway.Platform.Starts[app];
        ((string?)start["receive_user"]).ShouldBe(_alice.Name);
        ((string?)start["receive_repo"]).ShouldBe(app);
        ((string?)start["sha"]).ShouldBe(sha);
        ((string?)start["branch"]).ShouldBe("master");
        ((string?)start["key"]).ShouldBe($"home/{app}:git-{sha[..8]}/tar");
        ((string)start["operation"]!).ShouldMatch("^push-[0-9a-f]{32}$");
    }

    [RootFact]
    public async Task Push_Source_IsTheCommittedTreeWithoutWhatIsExportIgnored()
    {
        var app = _alice.CreateApp();
        _alice.Commit("docs/manual.txt", "long");
        _alice.Commit(".gitattributes", "docs export-ignore\n");
        var sha = _alice.Commit("src/app.js", "console.log('hello')");

        await _alice.PushAsync(app);

        using GZipStream unzipped = new(new MemoryStream(gateway.Platform.Objects[$"home/{app}:git-{sha[..8]}/tar"]), CompressionMode.Decompress);
        await using TarReader tar = new(unzipped);
        List<string> files = [];
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            if (entry.EntryType == TarEntryType.RegularFile)
            {
                files.Add(entry.Name);
            }
        }

        files.ShouldBe([".gitattributes", "src/app.js"], ignoreOrder: true);
    }

    [RootFact]
    public async Task Push_PlatformRefusesTheStart_ShowsItsReason()
    {
        var app = _alice.CreateApp();
        _alice.Commit();
        gateway.Platform.Scripts[app] = new Script { Conflict = "Another deploy of this app is going on." };

        var push = await _alice.PushAsync(app);

        push.ExitCode.ShouldBe(1);
        push.Errors.ShouldContain("Another deploy of this app is going on.");
        gateway.Branch(_alice, app).ShouldBeEmpty();
    }

    [RootFact]
    public async Task Push_ObjectStorageRefusesALargeSource_ShowsTheStatus()
    {
        var app = _alice.CreateApp();
        File.WriteAllBytes(Path.Combine(_alice.Work, "film"), RandomNumberGenerator.GetBytes(3 << 20));
        _alice.Commit();
        gateway.Platform.Scripts[app] = new Script { UploadRefusal = 413 };

        var push = await _alice.PushAsync(app);

        push.ExitCode.ShouldBe(1);
        push.Errors.ShouldContain("Object storage refused the source with status 413.");
        push.Errors.ShouldNotContain("signature=");
    }

    [RootFact]
    public async Task Push_EventsBreakOff_AreTakenUpWhereTheyWereLeft()
    {
        var app = _alice.CreateApp();
        _alice.Commit();
        gateway.Platform.Scripts[app] = new Script { Lines = ["one", "two", "three"], BreaksOffAfter = 2 };

        var push = await _alice.PushAsync(app);

        push.ExitCode.ShouldBe(0, push.ToString());
        var lines = push.Errors.Split('\n').Where(line => line.Contains("\u001b[1G", StringComparison.Ordinal)).Select(line => line.Split("\u001b[1G")[1].Split('\u001b')[0].Trim()).ToList();
        lines.ShouldBe(["one", "two", "The connection to the platform is lost; trying again for 60 s...", "three"]);
    }

    [RootFact]
    public async Task Push_Unchanged_IsUpToDateWithoutADeploy()
    {
        var app = _alice.CreateApp();
        _alice.Commit();
        await _alice.PushAsync(app);
        gateway.Platform.Starts.TryRemove(app, out _);

        var push = await _alice.PushAsync(app);

        push.Errors.ShouldContain("Everything up-to-date");
        gateway.Platform.Starts.ShouldNotContainKey(app);
    }

    [RootFact]
    public async Task Push_Forced_IsDeployed()
    {
        var app = _alice.CreateApp();
        _alice.Commit();
        await _alice.PushAsync(app);
        _alice.Git("-C", _alice.Work, "commit", "--quiet", "--amend", "--message", "Other history");

        var push = await _alice.PushAsync(app, "--force", "master");

        push.ExitCode.ShouldBe(0, push.ToString());
    }

    public void Dispose() => _alice.Dispose();
}
