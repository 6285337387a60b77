using System.Text.Json.Serialization;
using Deis.Client.Config;

namespace Deis.Client.Settings;

/// <summary>Settings of an app.</summary>
public sealed record AppSettings
{
    /// <summary>Labels by name.</summary>
    [JsonConverter(typeof(ScalarMapConverter))]
    public IReadOnlyDictionary<string, string> Label { get; init; } = new Dictionary<string, string>();
}
