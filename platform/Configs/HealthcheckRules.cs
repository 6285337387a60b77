using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deis.Platform.Configs;

/// <summary>The rules for health checks (docs/protocol/controller.md §6.6): process type → probe → probe object.</summary>
internal static class HealthcheckRules
{
    public const string Liveness = "livenessProbe";
    public const string Readiness = "readinessProbe";

    private static readonly string[] Counts = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

    private static readonly string[] Actions = ["exec", "httpGet", "tcpSocket"];

    private const int MostSeconds = 24 * 60 * 60;

    private static readonly string[] HttpTexts = ["path", "host", "scheme"];

    /// <summary>The first rule that is broken, or null.</summary>
    public static string? Check(JsonObject healthcheck)
    {
        foreach (var (type, probes) in healthcheck)
        {
            if (probes is null)
            {
                continue;
            }
            if (probes is not JsonObject map)
            {
                return $"Health checks of {type} must be an object of probes";
            }
            if (map.Select(entry => CheckProbe(entry.Key, entry.Value)).FirstOrDefault(message => message is not null) is { } problem)
            {
                return problem;
            }
        }
        return null;
    }

    private static string? CheckProbe(string name, JsonNode? probe)
    {
        if (name is not (Liveness or Readiness))
        {
            return "Healthcheck keys must be either livenessProbe or readinessProbe";
        }
        if (probe is null)
        {
            return null;
        }
        if (ShapeProblem(probe) is { } problem)
        {
            return $"could not validate {probe.ToJsonString()}: {problem}";
        }
        return name == Liveness && probe["successThreshold"] is { } threshold && !JsonNode.DeepEquals(threshold, JsonValue.Create(1))
            ? "livenessProbe successThreshold can only be 1"
            : null;
    }

    private static string? ShapeProblem(JsonNode probe)
    {
        if (probe is not JsonObject)
        {
            return "a probe is an object";
        }
        if (Counts.FirstOrDefault(name => !IsAbsentOr(probe[name], IsInteger)) is { } count)
        {
            return $"{count} is not an integer";
        }
        if (Counts.FirstOrDefault(name => probe[name]?.GetValue<int>() is < 0 or > MostSeconds) is { } beyond)
        {
            return $"{beyond} is not between 0 and {MostSeconds}";
        }
        if (Actions.Count(name => probe[name] is not null) > 1)
        {
            return $"it has more than one of {string.Join(", ", Actions)}";
        }
        return ExecProblem(probe["exec"]) ?? HttpProblem(probe["httpGet"]) ?? SocketProblem(probe["tcpSocket"]);
    }

    private static string? ExecProblem(JsonNode? exec)
    {
        if (exec is null)
        {
            return null;
        }
        return exec is JsonObject && exec["command"] is JsonArray { Count: > 0 } command && command.All(IsString)
            ? null
            : "exec needs a command, an array of at least one string";
    }

    private static string? HttpProblem(JsonNode? http)
    {
        if (http is null)
        {
            return null;
        }
        if (http is not JsonObject || !IsInteger(http["port"]))
        {
            return "httpGet needs a port, an integer";
        }
        if (PortProblem(http) is { } beyond)
        {
            return $"httpGet.{beyond}";
        }
        if (HttpTexts.FirstOrDefault(name => !IsAbsentOr(http[name], IsString)) is { } text)
        {
            return $"httpGet.{text} is not a string";
        }
        if (http["scheme"]?.GetValue<string>() is not (null or "HTTP" or "HTTPS"))
        {
            return "httpGet.scheme is neither HTTP nor HTTPS";
        }
        return IsAbsentOr(http["httpHeaders"], headers => headers is JsonArray list && list.All(IsHeader))
            ? null
            : "httpGet.httpHeaders is an array of objects with name and value, both strings";
    }

    private static string? SocketProblem(JsonNode? socket)
    {
        if (socket is null)
        {
            return null;
        }
        if (socket is not JsonObject || !IsAbsentOr(socket["port"], IsInteger))
        {
            return "tcpSocket.port is not an integer";
        }
        return PortProblem(socket) is { } beyond ? $"tcpSocket.{beyond}" : null;
    }

    private static string? PortProblem(JsonNode action) => action["port"]?.GetValue<int>() is < 1 or > 65535 ? "port is not between 1 and 65535" : null;

    private static bool IsHeader(JsonNode? header) => header is JsonObject && IsString(header["name"]) && IsString(header["value"]);

    private static bool IsAbsentOr(JsonNode? node, Func<JsonNode?, bool> rule) => node is null || rule(node);

    private static bool IsString(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;

    private static bool IsInteger(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<int>(out _);
}
