using System.Globalization;

namespace Deis.Bench;

/// <summary>The machine that the program runs on.</summary>
internal static class Machine
{
    /// <summary>How many programs want a core, averaged over a minute; figures from a busy machine are to be read as such.</summary>
    public static string Load => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    /// <summary>What a process has in memory, in MB.</summary>
    public static double ResidentMegabytes(int pid) => File.ReadLines($"/proc/{pid}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .Single();
}
