using System.Security.Cryptography;
using Deis.SshGateway.Tests.Support;

namespace Deis.SshGateway.Tests.Pushes;

/// <summary>Packs and trees that were made to do harm.</summary>
[Collection(GatewayCollection.Name)]
public sealed class HostilePushTests(GatewayFixture gateway) : IDisposable
{
    private readonly Developer _alice = new(gateway);

    [RootTheory]
    [InlineData(".git", "hasDotgit")]
    [InlineData("..", "hasDotdot")]
    [InlineData("a/b", "fullPathname")]
    public async Task Push_TreeThatEscapesItsFolder_IsRefused(string name, string complaint)
    {
        var app = _alice.CreateApp();
        _alice.Commit();
        var blob = Convert.FromHexString(_alice.Git("-C", _alice.Work, "hash-object", "-w", "index.html"));
        var file = Path.Combine(_alice.Work, "tree");
        await File.WriteAllBytesAsync(file, [.. "100644 "u8, .. System.Text.Encoding.ASCII.GetBytes(name), 0, .. blob]);
        var tree = _alice.Git("-C", _alice.Work, "hash-object", "-w", "-t", "tree", "--literally", file);

        var push = await PushTreeAsync(app, tree);

        push.ExitCode.ShouldBe(1, push.ToString());
        push.Errors.ShouldContain(complaint);
        NothingIsLeft(app);
    }

    [RootFact]
    public async Task Push_FewObjectsThatStandForBillionsOfFiles_IsRefused()
    {
        var app = _alice.CreateApp();
        _alice.Commit();
        var tree = _alice.Git("-C", _alice.Work, "rev-parse", "HEAD^{tree}");
        for (var level = 0; level < 10; level++)
        {
            tree = await TreeAsync(Enumerable.Range(0, 10).Select(i => $"040000 tree {tree}\td{i}"));
        }

        var push = await PushTreeAsync(app, tree);

        push.ExitCode.ShouldBe(1, push.ToString());
        push.Errors.ShouldContain("The source is refused: it has more than 500000 files and folders.");
        NothingIsLeft(app);
    }

    [RootFact]
    public async Task Push_FoldersWithinEachOther_IsRefused()
    {
        var app = _alice.CreateApp();
        _alice.Commit();
        var tree = _alice.Git("-C", _alice.Work, "rev-parse", "HEAD^{tree}");
        for (var level = 0; level < 200; level++)
        {
            tree = await TreeAsync([$"040000 tree {tree}\td"]);
        }

        var push = await PushTreeAsync(app, tree);

        push.Errors.ShouldContain("The source is refused: it has more than 200 folders within each other.");
        NothingIsLeft(app);
    }

    [RootFact]
    public async Task Push_SmallFilesThatUnpackToMuch_IsRefused()
    {
        var app = _alice.CreateApp();
        var zeros = Path.Combine(_alice.Work, "zeros");
        await using (var file = File.Create(zeros))
        {
            file.SetLength(100 << 20);
        }

        _alice.Commit();
        var blob = _alice.Git("-C", _alice.Work, "rev-parse", "HEAD:zeros");
        var tree = await TreeAsync(Enumerable.Range(0, 100).Select(i => $"100644 blob {blob}\tf{i}"));

        var push = await PushTreeAsync(app, tree);

        push.Errors.ShouldContain("The source is refused: its files have more than 8 GiB.");
        NothingIsLeft(app);
    }

    [RootFact]
    public async Task Push_DeltaThatUnpacksToMoreThanAnyClientMakes_IsRefused()
    {
        var app = _alice.CreateApp();
        var sha = _alice.Commit();

        var session = await _alice.ReceivePackAsync(app, sha, DeltaBomb.Pack(unpackedBytes: 2L << 30));

        session.Output.ShouldContain("unpack ");
        session.Output.ShouldNotContain("unpack ok");
        session.Errors.ShouldContain("attempting to allocate");
        NothingIsLeft(app);
    }

    [RootTheory]
    [InlineData("no pack")]
    [InlineData("wrong checksum")]
    [InlineData("cut off")]
    public async Task Push_CorruptPack_IsRefused(string damage)
    {
        var app = _alice.CreateApp();
        await File.WriteAllBytesAsync(Path.Combine(_alice.Work, "film"), RandomNumberGenerator.GetBytes(1 << 20));
        var sha = _alice.Commit();
        var pack = await _alice.PackAsync(sha);
        byte[] input = damage switch
        {
            "no pack" => [.. "PACK this is no pack"u8],
            "wrong checksum" => [.. pack[..^1], (byte)(pack[^1] ^ 1)],
            _ => pack[..(pack.Length / 2)],
        };

        var session = await _alice.ReceivePackAsync(app, sha, input);

        session.Output.ShouldNotContain("unpack ok");
        NothingIsLeft(app);
        (await _alice.PushAsync(app)).ExitCode.ShouldBe(0, "the app's lock is free and its repository whole");
    }

    public void Dispose() => _alice.Dispose();

    private async Task<string> TreeAsync(IEnumerable<string> entries)
    {
        using var mktree = _alice.Start("git", ["mktree"], string.Concat(entries.Select(entry => $"{entry}\n")));
        return (await mktree.EndAsync(CancellationToken.None)).Output.Trim();
    }

    private Task<CommandResult> PushTreeAsync(string app, string tree)
    {
        var commit = _alice.Git("-C", _alice.Work, "commit-tree", tree, "-m", "Evil");
        return _alice.PushAsync(app, $"{commit}:refs/heads/master");
    }

    private void NothingIsLeft(string app)
    {
        gateway.Branch(_alice, app).ShouldBeEmpty();
        gateway.Platform.Starts.ShouldNotContainKey(app);
        var repository = Path.Combine(gateway.Paths.Repositories, $"{app}.git");
        Directory.EnumerateFiles(Path.Combine(repository, "objects"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }
}
