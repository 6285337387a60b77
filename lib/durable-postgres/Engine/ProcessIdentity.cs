using System.Diagnostics;
using DurableTask.Postgres.Store;

namespace DurableTask.Postgres.Engine;

/// <summary>
/// Tells processes of one machine apart for certain: boot, process namespace, number and start time. So a restarted worker need not wait
/// for the lease of its dead predecessor.
/// </summary>
internal static class ProcessIdentity
{
    /// <summary>A new identity for a worker of this process.</summary>
    public static WorkerIdentity Create()
    {
        using var process = Process.GetCurrentProcess();
        return new WorkerIdentity(Guid.NewGuid(), Machine(), process.Id, StartOf(process));
    }

    /// <summary>False when it is certain that the process is gone.</summary>
    public static bool IsAlive(int pid, long started)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited && StartOf(process) == started;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // Not ours to look at, or going right now: the lease decides.
            return true;
        }
    }

    private static long StartOf(Process process)
    {
        var stat = $"/proc/{process.Id}/stat";
        if (!File.Exists(stat))
        {
            return process.StartTime.ToUniversalTime().Ticks;
        }

        // Field 22 is the start in ticks since boot; the name in field 2 may hold blanks, so counting begins behind its parenthesis.
        var text = File.ReadAllText(stat);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[19], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Machine()
    {
        const string Boot = "/proc/sys/kernel/random/boot_id";
        const string Processes = "/proc/self/ns/pid";
        return File.Exists(Boot) && new FileInfo(Processes).LinkTarget is { } space
            ? $"{File.ReadAllText(Boot).Trim()}/{space}"
            : $"{Environment.MachineName}/{Guid.NewGuid():N}";
    }
}
