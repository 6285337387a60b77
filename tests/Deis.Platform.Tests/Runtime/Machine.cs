using System.Globalization;
using System.Net.NetworkInformation;

namespace Deis.Platform.Tests.Runtime;

/// <summary>What the machine knows of sandboxes.</summary>
internal static class Machine
{
    /// <summary>Processes with <paramref name="text"/> on their command line, other than those of the tests.</summary>
    public static IReadOnlyList<int> ProcessesNaming(string text) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out var pid) && pid != Environment.ProcessId)
            .Where(folder => Read($"{folder}/cmdline").Contains(text, StringComparison.Ordinal))
            .Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))];

    /// <summary>Control groups of sandboxes whose platform has this instance name.</summary>
    public static IReadOnlyList<string> ControlGroups(string instance) =>
        [.. Directory.EnumerateDirectories("/sys/fs/cgroup", $"deis-{instance}", new EnumerationOptions { MaxRecursionDepth = 2, RecurseSubdirectories = true })
            .SelectMany(folder => Directory.EnumerateDirectories(folder))];

    public static bool IsListening(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
