using System.Globalization;

namespace Deis.Bench;

/// <summary>The machine that the program runs on.</summary>
internal static class Machine
{
    /// <summary>How many programs want a core, averaged over a minute; figures from a busy machine are to be read as such.</summary>
    public static string Load => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    /// <summary>What a process has in memory, in MB.</summary>
    public static double ResidentMegabytes(int pid) => Megabytes(pid, "VmRSS:");

    /// <summary>The most that it had in memory since <see cref="ForgetPeak"/>, in MB.</summary>
    public static double PeakMegabytes(int pid) => Megabytes(pid, "VmHWM:");

    /// <summary>Lets the peak begin anew (proc(5), clear_refs).</summary>
    public static void ForgetPeak(int pid) => File.WriteAllText($"/proc/{pid}/clear_refs", "5");

    private static double Megabytes(int pid, string field) => File.ReadLines($"/proc/{pid}/status")
        .Where(line => line.StartsWith(field, StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .Single();
}
