using System.Text.Json.Serialization;

namespace Deis.Client.Config;

/// <summary>The configuration of an app. Numbers and booleans read as text.</summary>
public sealed record AppConfig
{
    /// <summary>Environment of the app's processes.</summary>
    [JsonConverter(typeof(ScalarMapConverter))]
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Most memory, by process type, such as <c>512M</c>.</summary>
    [JsonConverter(typeof(ScalarMapConverter))]
    public IReadOnlyDictionary<string, string> Memory { get; init; } = new Dictionary<string, string>();

    /// <summary>Most processor time, by process type, such as <c>500m</c>.</summary>
    [JsonConverter(typeof(ScalarMapConverter))]
    public IReadOnlyDictionary<string, string> Cpu { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags of the machines that may run the processes.</summary>
    [JsonConverter(typeof(ScalarMapConverter))]
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>How to log in to the registry of the images.</summary>
    [JsonConverter(typeof(ScalarMapConverter))]
    public IReadOnlyDictionary<string, string> Registry { get; init; } = new Dictionary<string, string>();

    /// <summary>Seconds that processes get to end, by process type.</summary>
    [JsonConverter(typeof(ScalarMapConverter))]
    public IReadOnlyDictionary<string, string> TerminationGracePeriod { get; init; } = new Dictionary<string, string>();

    /// <summary>Health checks by process type.</summary>
    public IReadOnlyDictionary<string, Healthcheck> Healthcheck { get; init; } = new Dictionary<string, Healthcheck>();
}
