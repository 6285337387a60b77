using System.Diagnostics;
using Deis.Acceptance.Driving;

namespace Deis.Bench.Edge;

/// <summary>Starts programs on one core.</summary>
internal static class Pinned
{
    /// <summary>The core that the proxy under load has for itself.</summary>
    public const int ProxyCore = 0;

    /// <summary>The core of the load generator and the back end.</summary>
    public const int LoadCore = 1;

    public static Process Start(int core, string line, string folder, IReadOnlyDictionary<string, string>? environment = null) =>
        Command.Start("sh", ["-c", $"exec taskset -c {core} {line}"], folder, environment);
}
