using System.Globalization;
using System.Text.Json.Nodes;

namespace Deis.Platform.Configs;

/// <summary>Turns the health check variables of old apps (<c>HEALTHCHECK_URL</c> and siblings) into health checks (docs/protocol/controller.md §6.6).</summary>
internal static class LegacyHealthcheck
{
    public const string Prefix = "HEALTHCHECK_";
    public const string UrlKey = "HEALTHCHECK_URL";

    /// <summary>The pseudo process type that stands for whichever type gets the requests.</summary>
    private const string RoutedType = "web/cmd";

    private const int DefaultPort = 5000;

    private static readonly (string Field, string Key, int Default)[] Counts =
    [
        ("initialDelaySeconds", "HEALTHCHECK_INITIAL_DELAY", 50),
        ("timeoutSeconds", "HEALTHCHECK_TIMEOUT", 50),
        ("periodSeconds", "HEALTHCHECK_PERIOD_SECONDS", 10),
        ("successThreshold", "HEALTHCHECK_SUCCESS_THRESHOLD", 1),
        ("failureThreshold", "HEALTHCHECK_FAILURE_THRESHOLD", 3),
    ];

    /// <summary>When the environment asks for a health check, makes both probes of it and takes its variables out.</summary>
    public static void Migrate(Dictionary<string, string> values, JsonObject healthcheck)
    {
        if (!values.TryGetValue(UrlKey, out var path))
        {
            return;
        }
        healthcheck[RoutedType] = new JsonObject
        {
            [HealthcheckRules.Liveness] = Probe(values, path, isLiveness: true),
            [HealthcheckRules.Readiness] = Probe(values, path, isLiveness: false),
        };
        foreach (var key in values.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)).ToList())
        {
            values.Remove(key);
        }
    }

    private static JsonObject Probe(Dictionary<string, string> values, string path, bool isLiveness)
    {
        var probe = new JsonObject();
        foreach (var (field, key, standard) in Counts)
        {
            probe[field] = isLiveness && field == "successThreshold" ? 1 : Number(values, key, standard);
        }
        probe["httpGet"] = new JsonObject { ["path"] = path, ["port"] = Number(values, "PORT", DefaultPort) };
        return probe;
    }

    private static int Number(Dictionary<string, string> values, string key, int standard) =>
        values.TryGetValue(key, out var text) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : standard;
}
