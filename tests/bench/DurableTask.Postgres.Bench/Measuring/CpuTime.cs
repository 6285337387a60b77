using System.Diagnostics;
using System.Globalization;

namespace DurableTask.Postgres.Bench.Measuring;

/// <summary>CPU seconds of the processes that take part.</summary>
internal sealed record CpuTime(double Server, double Workers, double Client)
{
    private const double TicksPerSecond = 100;

    /// <summary>Reads the counters of now. The server is every process whose command line or parent names it.</summary>
    public static CpuTime Read(string serverFolder, IEnumerable<int> workers)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0)
            .Select(TryRead)
            .OfType<Usage>()
            .ToArray();
        var postmaster = int.Parse(File.ReadLines(Path.Combine(serverFolder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        var own = workers.ToHashSet();
        using var self = Process.GetCurrentProcess();
        return new CpuTime(
            all.Where(usage => usage.Pid == postmaster || usage.Parent == postmaster).Sum(usage => usage.Seconds)
                + all.Single(usage => usage.Pid == postmaster).Ended,
            all.Where(usage => own.Contains(usage.Pid)).Sum(usage => usage.Seconds),
            self.TotalProcessorTime.TotalSeconds);
    }

    public CpuTime Since(CpuTime earlier) => new(Server - earlier.Server, Workers - earlier.Workers, Client - earlier.Client);

    public CpuTime Over(double count) => new(Server / count, Workers / count, Client / count);

    private static Usage? TryRead(int pid)
    {
        try
        {
            // Fields 4, 14–17 of proc(5); the name in field 2 may hold blanks, so counting begins behind its parenthesis.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            double Ticks(int field) => long.Parse(fields[field - 3], CultureInfo.InvariantCulture) / TicksPerSecond;
            return new Usage(pid, int.Parse(fields[1], CultureInfo.InvariantCulture), Ticks(14) + Ticks(15), Ticks(16) + Ticks(17));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended between the list and the look.
            return null;
        }
    }

    private sealed record Usage(int Pid, int Parent, double Seconds, double Ended);
}
