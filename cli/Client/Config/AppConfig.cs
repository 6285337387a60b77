using System.Text.Json.Serialization;

namespace Deis.Client.Config;

/// <summary>The configuration of an app.</summary>
public sealed record AppConfig
{
    /// <summary>Environment of the app's processes. Numbers and booleans read as text.</summary>
    [JsonConverter(typeof(ScalarMapConverter))]
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
}
