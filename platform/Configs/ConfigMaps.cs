using System.Text.Json;

namespace Deis.Platform.Configs;

/// <summary>Facts about <see cref="ConfigMap"/>.</summary>
public static class ConfigMaps
{
    /// <summary>All maps, in the order in which changes are applied.</summary>
    public static IReadOnlyList<ConfigMap> All { get; } = Enum.GetValues<ConfigMap>();

    /// <summary>Name of a map in requests and answers, for example <c>lifecycle_pre_stop</c>.</summary>
    public static string WireName(this ConfigMap map) => JsonNamingPolicy.SnakeCaseLower.ConvertName(map.ToString());
}
