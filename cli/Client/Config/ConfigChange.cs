using System.Text.Json.Serialization;

namespace Deis.Client.Config;

/// <summary>A change of a configuration: changed entries only, a null in the place of a value removes the entry.</summary>
public sealed record ConfigChange
{
    /// <inheritdoc cref="AppConfig.Values"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string?>? Values { get; init; }

    /// <inheritdoc cref="AppConfig.Memory"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string?>? Memory { get; init; }

    /// <inheritdoc cref="AppConfig.Cpu"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string?>? Cpu { get; init; }

    /// <inheritdoc cref="AppConfig.Tags"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string?>? Tags { get; init; }

    /// <inheritdoc cref="AppConfig.Registry"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string?>? Registry { get; init; }

    /// <inheritdoc cref="AppConfig.TerminationGracePeriod"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string?>? TerminationGracePeriod { get; init; }

    /// <summary>Probes by process type, then by kind (<c>livenessProbe</c>, <c>readinessProbe</c>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, Probe?>>? Healthcheck { get; init; }
}
