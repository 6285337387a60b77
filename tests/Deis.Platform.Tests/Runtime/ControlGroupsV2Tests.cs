using Deis.Platform.Runtime.Local.Limits;

namespace Deis.Platform.Tests.Runtime;

/// <summary>What is written where. Machines that hand version 1 to the tests have no version 2 to try it on; a folder stands for it.</summary>
public sealed class ControlGroupsV2Tests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("deis-cgroup-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void TryPrepare_NoVersion2_IsFalse() => new ControlGroupsV2(_root, "deis").TryPrepare().ShouldBeFalse();

    [Fact]
    public void TryPrepare_DelegatedGroup_MovesThePlatformAndHandsControllersDown()
    {
        File.WriteAllText(Path.Combine(_root, "cgroup.controllers"), "cpu memory pids");
        File.WriteAllText(Path.Combine(_root, "cgroup.type"), "domain");

        new ControlGroupsV2(_root, "deis").TryPrepare().ShouldBeTrue();

        Read("platform", "cgroup.procs").ShouldBe(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Read("cgroup.subtree_control").ShouldBe("+memory +pids +cpu");
        Read("deis", "cgroup.subtree_control").ShouldBe("+memory +pids +cpu");
    }

    [Fact]
    public void Create_WithLimits_WritesThemInTheUnitsOfTheKernel()
    {
        var group = new ControlGroupsV2(_root, "deis").Create("web", new SandboxLimits(64 << 20, 0.5, 100))!;

        Read("deis", "web", "memory.max").ShouldBe("67108864");
        Read("deis", "web", "cpu.max").ShouldBe("50000 100000");
        Read("deis", "web", "pids.max").ShouldBe("100");
        group.MembershipFiles.ShouldBe([Path.Combine(_root, "deis", "web", "cgroup.procs")]);
    }

    [Theory]
    [InlineData("low 0\nmax 3\noom 1\noom_kill 1\n", true)]
    [InlineData("low 0\nmax 3\noom 0\noom_kill 0\n", false)]
    public void RanOutOfMemory_ReadsTheCountOfKills(string events, bool killed)
    {
        var group = new ControlGroupsV2(_root, "deis").Create("web", new SandboxLimits(null, null, 100))!;
        File.WriteAllText(Path.Combine(_root, "deis", "web", "memory.events"), events);

        group.RanOutOfMemory().ShouldBe(killed);
    }

    private string Read(params string[] path) => File.ReadAllText(Path.Combine([_root, .. path]));
}
