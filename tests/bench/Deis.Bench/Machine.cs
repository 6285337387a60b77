namespace Deis.Bench;

/// <summary>The machine that the program runs on.</summary>
internal static class Machine
{
    /// <summary>How many programs want a core, averaged over a minute; figures from a busy machine are to be read as such.</summary>
    public static string Load => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
