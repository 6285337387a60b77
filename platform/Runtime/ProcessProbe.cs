namespace Deis.Platform.Runtime;

/// <summary>How the runtime finds out that a process can take requests, or that it is still alive (docs/protocol/controller.md, "Health checks").</summary>
/// <param name="HttpPath">Path of a GET that must answer 200–399; null for a command or a TCP connection.</param>
/// <param name="InitialDelay">Wait before the first probe.</param>
/// <param name="Period">Time between probes.</param>
/// <param name="Timeout">Time one probe may take.</param>
/// <param name="FailureThreshold">Probes that may fail in a row before the process counts as not ready, or as dead.</param>
public sealed record ProcessProbe(string? HttpPath, TimeSpan InitialDelay, TimeSpan Period, TimeSpan Timeout, int FailureThreshold)
{
    /// <summary>A command, with its arguments, that is run inside the process's place and must exit with 0; null for none. Needs
    /// <see cref="RuntimeCapabilities.CommandProbes"/>.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>The port that is asked; null for <c>PORT</c>. A runtime that chooses ports itself asks on <c>PORT</c> whatever is said here.</summary>
    public int? Port { get; init; }

    /// <summary>The host that a GET goes to; null for the process. A runtime whose processes share the machine's addresses asks the process whatever is said here.</summary>
    public string? HttpHost { get; init; }

    /// <summary>True when a GET is by HTTPS; the certificate is not looked at.</summary>
    public bool IsHttps { get; init; }

    /// <summary>Headers of a GET.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> HttpHeaders { get; init; } = [];

    /// <summary>Probes that must succeed in a row before a process counts as ready.</summary>
    public int SuccessThreshold { get; init; } = 1;
}
