using Deis.Cli.Terminal;
using Deis.Client;
using Deis.Client.Pods;

namespace Deis.Cli.Output;

/// <summary>The processes of an app by type.</summary>
internal static class ProcessList
{
    /// <summary>Shows a listing.</summary>
    public static void Write(CliTerminal terminal, string app, Page<Pod> pods) => Write(terminal, app, [.. pods.Results]);

    /// <summary>Shows processes.</summary>
    public static void Write(CliTerminal terminal, string app, Pod[] pods)
    {
        JsonOutput.Write(terminal, pods, () => ClientJson.Default.PodArray);
        WriteText(terminal, app, pods);
    }

    /// <summary>In the order in which they are shown.</summary>
    public static IEnumerable<Pod> Sorted(IEnumerable<Pod> pods) =>
        pods.OrderBy(pod => pod.Type, StringComparer.Ordinal).ThenBy(pod => pod.Name, StringComparer.Ordinal);

    /// <summary>Shows them to people.</summary>
    public static void WriteText(CliTerminal terminal, string app, IEnumerable<Pod> pods)
    {
        terminal.WriteLine($"=== {app} Processes");
        foreach (var type in Sorted(pods).GroupBy(pod => pod.Type))
        {
            terminal.WriteLine($"--- {type.Key}:");
            foreach (var pod in type)
                terminal.WriteLine($"{pod.Name} {pod.State} ({pod.Release}){(pod.Reason is null ? "" : $": {pod.Reason}")}");
        }
    }
}
