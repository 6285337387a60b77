using System.Globalization;

namespace Deis.Platform.Runtime.Local.Limits;

/// <summary>A control group as the kernel shows it: a folder per hierarchy (docs/protocol/local-runtime.md §6).</summary>
internal sealed class ControlGroupFolder(IReadOnlyList<string> folders, string memoryEventsFile) : IControlGroup
{
    private const string ProcessesFile = "cgroup.procs";

    public IReadOnlyList<string> MembershipFiles { get; } = [.. folders.Select(folder => Path.Combine(folder, ProcessesFile))];

    public bool RanOutOfMemory()
    {
        // Both versions have a line "oom_kill <count>", in memory.oom_control or memory.events.
        var line = Lines(memoryEventsFile).FirstOrDefault(line => line.StartsWith("oom_kill ", StringComparison.Ordinal));
        return line is not null && !line.EndsWith(" 0", StringComparison.Ordinal);
    }

    public IReadOnlyList<int> Processes() =>
        [.. MembershipFiles.SelectMany(Lines).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Where(pid => pid > 0).Distinct()];

    public bool TryRemove()
    {
        var removed = true;
        foreach (var folder in folders.Where(Directory.Exists))
        {
            try
            {
                // The files in it are the kernel's and go with the folder; a recursive delete would try them one by one.
                Directory.Delete(folder);
            }
            catch (IOException)
            {
                removed = false;
            }
        }
        return removed;
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (IOException)
        {
            // removed between the look and the read
            return [];
        }
    }
}
