using System.Text.Json.Serialization;

namespace Deis.Client.Config;

/// <summary>How a process is asked whether it is well: by one of three means.</summary>
public sealed record Probe
{
    /// <summary>Seconds before the first question.</summary>
    [JsonPropertyName("initialDelaySeconds")]
    public int InitialDelaySeconds { get; init; }

    /// <summary>Seconds to answer.</summary>
    [JsonPropertyName("timeoutSeconds")]
    public int TimeoutSeconds { get; init; }

    /// <summary>Seconds between two questions.</summary>
    [JsonPropertyName("periodSeconds")]
    public int PeriodSeconds { get; init; }

    /// <summary>Good answers in a row after which it is well.</summary>
    [JsonPropertyName("successThreshold")]
    public int SuccessThreshold { get; init; }

    /// <summary>Bad answers in a row after which it is not.</summary>
    [JsonPropertyName("failureThreshold")]
    public int FailureThreshold { get; init; }

    /// <summary>Asks by a command.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExecProbe? Exec { get; init; }

    /// <summary>Asks by HTTP.</summary>
    [JsonPropertyName("httpGet")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HttpProbe? HttpGet { get; init; }

    /// <summary>Asks by a connection.</summary>
    [JsonPropertyName("tcpSocket")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TcpProbe? TcpSocket { get; init; }
}
