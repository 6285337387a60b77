using System.Text.Json.Serialization;

namespace Deis.Client.Config;

/// <summary>Asks by a GET that is answered with a status from 200 to 399.</summary>
public sealed record HttpProbe
{
    /// <summary>The path; null for <c>/</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Path { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>Headers to send.</summary>
    [JsonPropertyName("httpHeaders")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProbeHeader>? Headers { get; init; }
}
