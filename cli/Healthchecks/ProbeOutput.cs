using Deis.Cli.Output;
using Deis.Cli.Terminal;
using Deis.Client;
using Deis.Client.Config;

namespace Deis.Cli.Healthchecks;

/// <summary>The listing of an app's health checks.</summary>
internal static class ProbeOutput
{
    private const string None = "N/A";

    /// <param name="terminal">Where to.</param>
    /// <param name="app">The app.</param>
    /// <param name="checks">By process type.</param>
    /// <param name="only">The one type to show; null for all.</param>
    public static void Write(CliTerminal terminal, string app, IReadOnlyDictionary<string, Healthcheck> checks, string? only)
    {
        JsonOutput.Write(
            terminal,
            only is null ? checks : checks.Where(entry => entry.Key == only).ToDictionary(),
            () => ClientJson.Default.IReadOnlyDictionaryStringHealthcheck);
        terminal.WriteLine($"=== {app} Healthchecks");
        if (checks.Count == 0)
        {
            terminal.WriteLine("No health checks configured.");
            return;
        }
        foreach (var type in only is null ? [.. checks.Keys.Order(StringComparer.Ordinal)] : (string[])[only])
            WriteType(terminal, type, checks.GetValueOrDefault(type) ?? new Healthcheck());
    }

    private static void WriteType(CliTerminal terminal, string type, Healthcheck check)
    {
        terminal.WriteLine();
        terminal.WriteLine($"{type}:");
        terminal.WriteLine("--- Liveness");
        WriteProbe(terminal, check.Liveness, "liveness");
        terminal.WriteLine();
        terminal.WriteLine("--- Readiness");
        WriteProbe(terminal, check.Readiness, "readiness");
    }

    private static void WriteProbe(CliTerminal terminal, Probe? probe, string name)
    {
        if (probe is null)
        {
            terminal.WriteLine($"No {name} probe configured.");
            return;
        }
        terminal.WriteLine($"Initial Delay (seconds): {probe.InitialDelaySeconds}");
        terminal.WriteLine($"Timeout (seconds): {probe.TimeoutSeconds}");
        terminal.WriteLine($"Period (seconds): {probe.PeriodSeconds}");
        terminal.WriteLine($"Success Threshold: {probe.SuccessThreshold}");
        terminal.WriteLine($"Failure Threshold: {probe.FailureThreshold}");
        terminal.WriteLine($"Exec Probe: {(probe.Exec is { } exec ? $"Command=[{string.Join(' ', exec.Command)}]" : None)}");
        terminal.WriteLine($"HTTP GET Probe: {(probe.HttpGet is { } http ? Text(http) : None)}");
        terminal.WriteLine($"TCP Socket Probe: {(probe.TcpSocket is { } tcp ? $"Port={tcp.Port}" : None)}");
    }

    private static string Text(HttpProbe probe) =>
        $"Path=\"{probe.Path}\" Port={probe.Port} HTTPHeaders=[{string.Join(' ', (probe.Headers ?? []).Select(header => $"{header.Name}={header.Value}"))}]";
}
