namespace Deis.Platform.Tests.Runtime;

public sealed class IsolationTests : RuntimeTest
{
    private const string Secret = "s3cret-of-the-app";

    [Fact]
    public async Task Environment_IsOnNoCommandLine()
    {
        await DeployAsync(App.Spec("v2", 1, "web", ("PASSWORD", Secret)));

        Machine.ProcessesNaming(Secret).ShouldBeEmpty();
        (await GetAsync("/env")).ShouldContain(Secret);
    }

    [Fact]
    public async Task Environment_HoldsNothingOfThePlatform()
    {
        await RunAsync(App.Job("one", "env"));

        var names = LogText().Select(line => line.Split('=')[0]).Order();
        names.ShouldBe(["HOME", "LANG", "PATH", "PORT", "PWD", "SHLVL", "_"], ignoreOrder: true);
    }

    [Fact]
    public async Task Environment_DoesNotReachProgramsOutsideTheSandbox()
    {
        var trace = Path.GetRandomFileName();

        // The loader of every program with these variables writes a file.
        await DeployAsync(App.Spec("v2", 1, "web", ("LD_DEBUG", "libs"), ("LD_DEBUG_OUTPUT", $"/tmp/{trace}")));

        Directory.EnumerateFiles("/tmp", trace + "*").ShouldBeEmpty();
        (await GetAsync("/list?/tmp")).ShouldContain(trace);
    }

    [Fact]
    public async Task Environment_WithNul_IsRefused()
    {
        var outcome = await ApplyAsync(App.Spec("v2", 1, "web", ("A", "x\0--bind\0/\0/host")));

        outcome.Message.ShouldNotBeNull().ShouldContain("NUL character");
    }

    [Fact]
    public async Task Process_SeesNeitherOtherProcessesNorTheHost()
    {
        var other = new SampleApp("other");
        await other.PushAsync(Platform.Slugs, Deadline);
        await DeployAsync(App.Spec("v2", 1, "web", ("PASSWORD", Secret)));

        var job = other.Job("spy", $"cat /proc/[0-9]*/environ | tr '\\0' '\\n'; ls -a / /etc /tmp; cat {Folder}/keys /etc/shadow; grep -rs {Secret[..6]} /app /dev/shm /etc /run /tmp");
        await RunAsync(job);

        var seen = string.Join('\n', LogText("other"));
        seen.ShouldNotContain(Secret);
        seen.ShouldContain($"{Folder}/keys: No such file or directory");
        seen.ShouldContain("/etc/shadow: No such file or directory");
    }

    [Fact]
    public async Task Process_IsAnOrdinaryUserWithoutCapabilities()
    {
        await RunAsync(App.Job("one", "id -u; id -G; grep -E 'Cap(Prm|Eff|Bnd)|NoNewPrivs|SigIgn' /proc/self/status; touch /usr/x /x; exit 0"));

        LogText().ShouldBe([
            "2000", "2000", "SigIgn:\t0000000000000000", "CapPrm:\t0000000000000000", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000",
            "NoNewPrivs:\t1", "touch: cannot touch '/usr/x': Read-only file system", "touch: cannot touch '/x': Read-only file system",
        ]);
    }

    [Fact]
    public async Task Process_InheritsNoOpenFiles()
    {
        await RunAsync(App.Job("one", "ls /proc/self/fd; readlink /proc/self/fd/0"));

        // 3 is the folder that ls reads.
        LogText().ShouldBe(["0", "1", "2", "3", "/dev/null"]);
    }

    [Fact]
    public async Task AppsOfARootPlatform_AreDifferentUsersOfTheHost()
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        var other = new SampleApp("other");
        await other.PushAsync(Platform.Slugs, Deadline);
        await DeployAsync(App.Spec("v2"));
        (await ApplyAsync(other.Spec("v2"))).Succeeded.ShouldBeTrue();

        var users = Machine.ProcessesNaming(Path.Combine(Platform.Options.StateFolder, "sandboxes"))
            .Select(pid => File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1])
            .Distinct();

        users.Order().ShouldBe(["1900000000", "1900000001"]);
    }
}
