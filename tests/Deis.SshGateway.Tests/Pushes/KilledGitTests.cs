using System.Diagnostics;
using System.Globalization;
using Deis.SshGateway.Tests.Support;

namespace Deis.SshGateway.Tests.Pushes;

/// <summary>What a killed git leaves in a repository is gone with the next push.</summary>
[Collection(GatewayCollection.Name)]
public sealed class KilledGitTests(GatewayFixture gateway) : IDisposable
{
    private readonly Developer _alice = new(gateway);
    private readonly TaskCompletionSource _deployEnds = new();

    [RootFact]
    public async Task Push_AfterGitWasKilled_RemovesItsObjectsOnceNobodyNeedsThem()
    {
        var app = _alice.CreateApp();
        var hook = await StartAndKillGitAsync(app);
        gateway.Platform.Scripts[app] = new Script();
        _alice.Commit("second.txt");
        (await _alice.PushAsync(app)).ExitCode.ShouldBe(0);
        Quarantines(app).ShouldHaveSingleItem("the hook of the killed push still reads there");

        _deployEnds.SetResult();
        await Eventually.HoldsAsync(() => !Directory.Exists(hook), "the hook ended");
        _alice.Commit("third.txt");
        (await _alice.PushAsync(app)).ExitCode.ShouldBe(0);

        Quarantines(app).ShouldBeEmpty();
    }

    [RootTheory]
    [InlineData("refs/heads/master.lock")]
    [InlineData("packed-refs.lock")]
    [InlineData("HEAD.lock")]
    public async Task Push_AfterGitWasKilledWithALock_Succeeds(string file)
    {
        var app = _alice.CreateApp();
        _alice.Commit();
        (await _alice.PushAsync(app)).ExitCode.ShouldBe(0);
        await File.WriteAllTextAsync(Path.Combine(FolderOf(app), file), "");
        _alice.Commit("second.txt");

        var push = await _alice.PushAsync(app);

        push.ExitCode.ShouldBe(0, push.ToString());
        File.Exists(Path.Combine(FolderOf(app), file)).ShouldBeFalse();
    }

    public void Dispose() => _alice.Dispose();

    /// <summary>Starts a push, and kills its git during the deploy; returns its hook.</summary>
    private async Task<string> StartAndKillGitAsync(string app)
    {
        _alice.Commit();
        gateway.Platform.Scripts[app] = new Script { EndsAfter = _deployEnds.Task };
        using var push = _alice.StartPush(app, "master");
        await Eventually.HoldsAsync(() => gateway.Platform.Streams.ContainsKey(app), "the deploy began");
        var process = Directory.EnumerateDirectories("/proc").Single(folder => IsReceivePack(folder, app));
        using var git = Process.GetProcessById(int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture));
        var children = await File.ReadAllTextAsync($"{process}/task/{git.Id}/children");

        git.Kill();

        (await push.EndAsync(CancellationToken.None)).ExitCode.ShouldNotBe(0);
        return $"/proc/{children.Split(' ')[0]}";
    }

    private string FolderOf(string app) => Path.Combine(gateway.Paths.Repositories, $"{app}.git");

    private string[] Quarantines(string app) => Directory.GetDirectories(Path.Combine(FolderOf(app), "objects"), "tmp_objdir-*");

    private bool IsReceivePack(string process, string app)
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(process)[0])
                && File.ReadAllText(Path.Combine(process, "cmdline")).EndsWith($"receive-pack\0{FolderOf(app)}\0", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // it ended
        }
    }
}
