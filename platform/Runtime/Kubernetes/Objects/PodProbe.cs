using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Objects;

/// <summary>A probe as nodes make it.</summary>
internal static class PodProbe
{
    /// <summary>Everything of it.</summary>
    /// <param name="probe">What is asked, and how often.</param>
    /// <param name="port">The port that is asked when the probe names none.</param>
    public static V1Probe Of(ProcessProbe probe, int port) => new()
    {
        Exec = probe.Command is { } command ? new V1ExecAction { Command = [.. command] } : null,
        HttpGet = probe.HttpPath is { } path ? HttpGet(probe, path, port) : null,
        TcpSocket = probe is { Command: null, HttpPath: null } ? new V1TCPSocketAction { Port = probe.Port ?? port } : null,
        InitialDelaySeconds = Seconds(probe.InitialDelay, 0),
        PeriodSeconds = Seconds(probe.Period, 1),
        TimeoutSeconds = Seconds(probe.Timeout, 1),
        SuccessThreshold = Math.Max(1, probe.SuccessThreshold),
        FailureThreshold = Math.Max(1, probe.FailureThreshold),
    };

    private static V1HTTPGetAction HttpGet(ProcessProbe probe, string path, int port) => new()
    {
        Path = path,
        Port = probe.Port ?? port,
        Host = probe.HttpHost,
        Scheme = probe.IsHttps ? "HTTPS" : null,
        HttpHeaders = probe.HttpHeaders.Count > 0 ? [.. probe.HttpHeaders.Select(header => new V1HTTPHeader { Name = header.Key, Value = header.Value })] : null,
    };

    private static int Seconds(TimeSpan time, int least) => Math.Max(least, (int)Math.Ceiling(time.TotalSeconds));
}
