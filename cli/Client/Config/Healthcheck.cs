using System.Text.Json.Serialization;

namespace Deis.Client.Config;

/// <summary>The health checks of a process type.</summary>
public sealed record Healthcheck
{
    /// <summary>Decides whether a process is restarted; null when it is not asked.</summary>
    [JsonPropertyName("livenessProbe")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Probe? Liveness { get; init; }

    /// <summary>Decides whether a process gets requests; null when it is not asked.</summary>
    [JsonPropertyName("readinessProbe")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Probe? Readiness { get; init; }
}
