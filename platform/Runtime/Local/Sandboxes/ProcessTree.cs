using System.Globalization;

namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>Looks into <c>/proc</c>. Processes come and go while one looks; what is gone is left out.</summary>
internal static class ProcessTree
{
    /// <summary>The children of a process, oldest first.</summary>
    public static IReadOnlyList<int> Children(int pid)
    {
        var children = new List<int>();
        foreach (var thread in Folders($"/proc/{pid}/task"))
            children.AddRange(Read($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number));
        return children;
    }

    /// <summary>A process and all below it.</summary>
    public static IReadOnlyList<int> Family(int pid)
    {
        var family = new List<int> { pid };
        for (var next = 0; next < family.Count; next++)
            family.AddRange(Children(family[next]));
        return family;
    }

    /// <summary>True when the process has a handler of its own for a signal.</summary>
    public static bool Handles(int pid, int signal)
    {
        const string Caught = "SigCgt:";
        var line = Read($"/proc/{pid}/status").Split('\n').FirstOrDefault(line => line.StartsWith(Caught, StringComparison.Ordinal));
        return line is not null
            && ulong.TryParse(line.AsSpan(Caught.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mask)
            && (mask >> (signal - 1) & 1) == 1;
    }

    /// <summary>True while a process runs; one that has ended and only waits for its parent does not count.</summary>
    public static bool IsAlive(int pid)
    {
        var stat = Read($"/proc/{pid}/stat");
        var nameEnd = stat.LastIndexOf(')');
        return nameEnd >= 0 && stat.Length > nameEnd + 2 && stat[nameEnd + 2] is not ('Z' or 'X');
    }

    /// <summary>The command line of a process, its arguments separated by NUL.</summary>
    public static string CommandLine(int pid) => Read($"/proc/{pid}/cmdline");

    /// <summary>All processes of the machine.</summary>
    public static IReadOnlyList<int> All() =>
        [.. Folders("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0).Where(pid => pid > 0)];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Folders(string path)
    {
        try
        {
            return Directory.GetDirectories(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
