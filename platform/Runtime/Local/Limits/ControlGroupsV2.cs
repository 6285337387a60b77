using System.Globalization;

namespace Deis.Platform.Runtime.Local.Limits;

/// <summary>Control groups, version 2: one hierarchy. Needs a folder that this process may write to: the root of the hierarchy as
/// root, or the group that a service manager has delegated.</summary>
internal sealed class ControlGroupsV2(string ownFolder, string parent) : IControlGroups
{
    private const int CpuPeriodMicroseconds = 100_000;
    private const string Controllers = "+memory +pids +cpu";

    private readonly string _folder = Path.Combine(ownFolder, parent);

    public bool Enforces => true;

    public string Description => $"control groups version 2 below {_folder}";

    /// <summary>True when the three controllers can be handed down to sandboxes.</summary>
    public bool TryPrepare()
    {
        try
        {
            if (!File.Exists(Path.Combine(ownFolder, "cgroup.controllers")))
                return false;
            // A group with members cannot hand controllers down (the root can): the platform itself moves one level below.
            if (File.Exists(Path.Combine(ownFolder, "cgroup.type")))
            {
                var self = Directory.CreateDirectory(Path.Combine(ownFolder, "platform")).FullName;
                File.WriteAllText(Path.Combine(self, "cgroup.procs"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            }
            File.WriteAllText(Path.Combine(ownFolder, "cgroup.subtree_control"), Controllers);
            Directory.CreateDirectory(_folder);
            File.WriteAllText(Path.Combine(_folder, "cgroup.subtree_control"), Controllers);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public IControlGroup Create(string name, SandboxLimits limits)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        if (limits.MemoryBytes is { } memory)
        {
            File.WriteAllText(Path.Combine(folder, "memory.max"), memory.ToString(CultureInfo.InvariantCulture));
            if (File.Exists(Path.Combine(folder, "memory.swap.max")))
                File.WriteAllText(Path.Combine(folder, "memory.swap.max"), "0");
        }
        if (limits.Cpus is { } cpus)
            File.WriteAllText(Path.Combine(folder, "cpu.max"), string.Create(CultureInfo.InvariantCulture, $"{(long)(cpus * CpuPeriodMicroseconds)} {CpuPeriodMicroseconds}"));
        File.WriteAllText(Path.Combine(folder, "pids.max"), limits.Tasks.ToString(CultureInfo.InvariantCulture));
        return Group(folder);
    }

    public IReadOnlyList<IControlGroup> List() => [.. Directory.EnumerateDirectories(_folder).Select(Group)];

    public void Release() => Group(_folder).TryRemove();

    private static ControlGroupFolder Group(string folder) => new([folder], Path.Combine(folder, "memory.events"));
}
