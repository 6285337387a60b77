using System.Text.Json.Nodes;

namespace Deis.Platform.Configs;

/// <summary>A validated change of a configuration.</summary>
/// <param name="Maps">What to set; a null value unsets its key.</param>
/// <param name="Healthcheck">Process type → probe → probe object; null for a type or a probe removes it. Null changes nothing.</param>
public sealed record ConfigPatch(IReadOnlyDictionary<ConfigMap, IReadOnlyDictionary<string, string?>> Maps, JsonObject? Healthcheck);
