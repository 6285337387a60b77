using System.Globalization;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Text;

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

    /// <summary>Control groups of the platform with this state folder, and below it of its sandboxes.</summary>
    public static IReadOnlyList<string> ControlGroups(string stateFolder)
    {
        var instance = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stateFolder)))[..12];
        var depth = new EnumerationOptions { MaxRecursionDepth = 2, RecurseSubdirectories = true };
        return [.. Directory.EnumerateDirectories("/sys/fs/cgroup", $"deis-{instance}", depth)
            .SelectMany(folder => Directory.EnumerateDirectories(folder).Prepend(folder))];
    }

    /// <summary>True when the kernel has held up processes of this control group since they had used up their share of the processor.</summary>
    public static bool IsThrottled(string controlGroup) =>
        Read($"{controlGroup}/cpu.stat").Split('\n').Any(line => line.StartsWith("nr_throttled ", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal));

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
