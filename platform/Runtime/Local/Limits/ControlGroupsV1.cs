using System.Globalization;

namespace Deis.Platform.Runtime.Local.Limits;

/// <summary>Control groups, version 1: one hierarchy each for memory, processes and processors.</summary>
internal sealed class ControlGroupsV1(string root, string parent) : IControlGroups
{
    private const int CpuPeriodMicroseconds = 100_000;

    private readonly string _memory = Path.Combine(root, "memory", parent);
    private readonly string _tasks = Path.Combine(root, "pids", parent);
    private readonly string _cpu = Path.Combine(root, "cpu", parent);

    public bool Enforces => true;

    public string Description => $"control groups version 1 below {root}/*/{parent}";

    /// <summary>True when the hierarchies are there and this process may make groups in them.</summary>
    public bool TryPrepare()
    {
        try
        {
            foreach (var folder in new[] { _memory, _tasks, _cpu })
            {
                if (!Directory.Exists(Path.GetDirectoryName(folder)))
                    return false;
                Directory.CreateDirectory(folder);
            }
            return File.Exists(Path.Combine(_memory, "memory.limit_in_bytes"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public IControlGroup Create(string name, SandboxLimits limits)
    {
        foreach (var folder in Folders(name))
            Directory.CreateDirectory(folder);
        if (limits.MemoryBytes is { } memory)
        {
            Write(_memory, name, "memory.limit_in_bytes", memory);
            // Without this the rest of a process would go on in the swap space; absent where the kernel does not count swap.
            if (File.Exists(Path.Combine(_memory, name, "memory.memsw.limit_in_bytes")))
                Write(_memory, name, "memory.memsw.limit_in_bytes", memory);
        }
        if (limits.Cpus is { } cpus)
            Write(_cpu, name, "cpu.cfs_quota_us", (long)(cpus * CpuPeriodMicroseconds));
        Write(_tasks, name, "pids.max", limits.Tasks);
        return Group(name);
    }

    public IReadOnlyList<IControlGroup> List() =>
        [.. Directory.EnumerateDirectories(_memory)
            .Concat(Directory.EnumerateDirectories(_tasks))
            .Concat(Directory.EnumerateDirectories(_cpu))
            .Select(folder => Path.GetFileName(folder))
            .Distinct()
            .Select(Group)];

    public void Release() => Group("").TryRemove();

    private ControlGroupFolder Group(string name) => new(Folders(name), Path.Combine(_memory, name, "memory.oom_control"));

    private string[] Folders(string name) => [Path.Combine(_memory, name), Path.Combine(_tasks, name), Path.Combine(_cpu, name)];

    private static void Write(string hierarchy, string name, string file, long value) =>
        File.WriteAllText(Path.Combine(hierarchy, name, file), value.ToString(CultureInfo.InvariantCulture));
}
