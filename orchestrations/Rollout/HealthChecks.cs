using System.Text.Json.Nodes;
using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Rollout;

/// <summary>Reads the health checks of the configuration (docs/protocol/controller.md §6.6).</summary>
internal static class HealthChecks
{
    private const int LongestSeconds = 24 * 60 * 60;

    /// <summary>What tells that a process of the type can take requests; null for the runtime's own way.</summary>
    public static ProcessProbe? Readiness(JsonObject healthcheck, string type) => Read(healthcheck, type, "readinessProbe");

    /// <summary>What tells that a process of the type is alive; null for nothing.</summary>
    public static ProcessProbe? Liveness(JsonObject healthcheck, string type) => Read(healthcheck, type, "livenessProbe");

    private static ProcessProbe? Read(JsonObject healthcheck, string type, string name) =>
        (healthcheck[type] ?? (type is "web" or "cmd" ? healthcheck["web/cmd"] : null))?[name] is { } probe ? Read(probe) : null;

    private static ProcessProbe Read(JsonNode probe)
    {
        var get = probe["httpGet"];
        var numbers = new ProcessProbe(
            get is null ? null : get["path"]?.GetValue<string>() ?? "/",
            TimeSpan.FromSeconds(Number(probe, "initialDelaySeconds", 0)),
            TimeSpan.FromSeconds(Number(probe, "periodSeconds", 10)),
            TimeSpan.FromSeconds(Number(probe, "timeoutSeconds", 1)),
            Number(probe, "failureThreshold", 3));
        return numbers with
        {
            SuccessThreshold = Number(probe, "successThreshold", 1),
            Command = probe["exec"]?["command"]?.AsArray().Select(word => word!.GetValue<string>()).ToList(),
            Port = (get ?? probe["tcpSocket"])?["port"]?.GetValue<int>(),
            HttpHost = get?["host"]?.GetValue<string>(),
            IsHttps = get?["scheme"]?.GetValue<string>() == "HTTPS",
            HttpHeaders = [.. get?["httpHeaders"]?.AsArray().Select(header => KeyValuePair.Create(header!["name"]!.GetValue<string>(), header["value"]!.GetValue<string>())) ?? []],
        };
    }

    // As in a cluster, 0 means the default. Configurations from before the numbers were checked may have others.
    private static int Number(JsonNode probe, string name, int fallback) => probe[name]?.GetValue<int>() is > 0 and var number ? Math.Min(number, LongestSeconds) : fallback;
}
