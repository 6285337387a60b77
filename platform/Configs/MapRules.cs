using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Deis.Platform.Builds;
using Deis.Platform.Results;

namespace Deis.Platform.Configs;

/// <summary>The rules for keys and values of each map (docs/protocol/controller.md §6). A null value unsets and is not looked at.</summary>
internal static partial class MapRules
{
    private const int MaxPrefix = 253;

    // Linux takes 128 KiB for NAME=value and the zero at its end.
    private const int MaxVariableBytes = (128 * 1024) - 2;

    private static readonly Dictionary<ConfigMap, Func<string, string?, string?>> Rules = new()
    {
        [ConfigMap.Values] = CheckValue,
        [ConfigMap.Registry] = (key, _) => CheckKey(key),
        [ConfigMap.Tags] = CheckTag,
        [ConfigMap.Memory] = (type, value) => CheckType(type, value, MemoryPattern(), MemoryMessage),
        [ConfigMap.Cpu] = (type, value) => CheckType(type, value, CpuPattern(), CpuMessage),
        [ConfigMap.TerminationGracePeriod] = (type, value) => CheckType(type, value, GracePattern(), GraceMessage) ?? CheckGrace(value),
        [ConfigMap.LifecyclePostStart] = (_, _) => null,
        [ConfigMap.LifecyclePreStop] = (_, _) => null,
    };

    private const string MemoryMessage =
        "Memory limit format: <number><unit> or <number><unit>/<number><unit>, where unit is one of B, K, M, G, KB, MB, GB; the first number may be a plain 0";

    private const string CpuMessage = "CPU limit format: <value> or <value>/<value>, where value must be a numeric";

    private const int MostGraceSeconds = 24 * 60 * 60;

    private const string GraceMessage = "Termination Grace Period format: <value>, where value must be a whole number of seconds, at most 86400 (a day)";

    /// <summary>The first rule that the map's entries break, or null.</summary>
    public static Error? Check(ConfigMap map, IReadOnlyDictionary<string, string?> entries)
    {
        foreach (var (key, value) in entries)
        {
            if (Rules[map](key, value) is { } message)
            {
                return Error.ForField(map.WireName(), message);
            }
        }
        return null;
    }

    private static string? CheckKey(string key) =>
        KeyPattern().IsMatch(key) ? null : "Config keys must start with a letter or underscore and only contain letters, digits and underscores";

    private static string? CheckValue(string key, string? value)
    {
        if (CheckKey(key) is { } message || value is null)
        {
            return CheckKey(key);
        }
        if (Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value) > MaxVariableBytes)
        {
            return $"{key} has more than 128 KiB, which an environment variable cannot. Large data belongs into a file of the app or into object storage.";
        }
        return key switch
        {
            "PORT" => CheckPort(value),
            "DEIS_DEPLOY_TIMEOUT" or "DEIS_DEPLOY_BATCHES" or "KUBERNETES_DEPLOYMENTS_REVISION_HISTORY_LIMIT" when !IsNatural(value) => $"{key} can only be a numeric value",
            "KUBERNETES_POD_TERMINATION_GRACE_PERIOD_SECONDS" when !IsNatural(value) || CheckGrace(value) is not null =>
                $"{key} can only be a numeric value, at most 86400 (a day)",
            LegacyHealthcheck.UrlKey => CheckHealthcheckUrl(value),
            _ when key.StartsWith(LegacyHealthcheck.Prefix, StringComparison.Ordinal) && !IsWholeNumber(value) => $"{key} can only be a numeric value",
            _ => null,
        };
    }

    private static string? CheckPort(string value)
    {
        if (!IsDigits(value))
        {
            return "PORT can only be a numeric value";
        }
        var inRange = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535;
        return inRange ? null : "PORT needs to be between 1 and 65535";
    }

    private static string? CheckHealthcheckUrl(string value)
    {
        if (value.Contains("://", StringComparison.Ordinal) || value.StartsWith("//", StringComparison.Ordinal) || value.AsSpan().ContainsAny('?', '#'))
        {
            return "HEALTHCHECK_URL can only be a URI path, without scheme, host, query and fragment";
        }
        return value.Length == 0 ? "HEALTHCHECK_URL is missing a URI path" : null;
    }

    private static bool IsDigits(string value) => value.Length > 0 && value.All(char.IsAsciiDigit);

    private static bool IsNatural(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsWholeNumber(string value) => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static string? CheckType(string type, string? value, Regex pattern, string message)
    {
        if (!ProcessTypes.IsValid(type))
        {
            return ProcessTypes.Message;
        }
        return value is null || pattern.IsMatch(value) ? null : message;
    }

    private static string? CheckGrace(string? seconds) =>
        string.IsNullOrEmpty(seconds) || (int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostGraceSeconds) ? null : GraceMessage;

    private static string? CheckTag(string key, string? value)
    {
        var parts = key.Split('/');
        if (parts.Length > 2 || !TagNamePattern().IsMatch(parts[^1]))
        {
            return $"Tag keys must be at most 63 letters, digits, '-', '_' and '.', and start and end with a letter or digit, after an optional prefix and one slash: {key}";
        }
        if (parts.Length == 2 && (parts[0].Length > MaxPrefix || !TagPrefixPattern().IsMatch(parts[0])))
        {
            return $"Tag key prefixes must be at most {MaxPrefix} letters, digits, '-', '_' and '.', and start and end with a letter or digit: {key}";
        }
        return string.IsNullOrEmpty(value) || TagNamePattern().IsMatch(value)
            ? null
            : $"Tag values must be at most 63 letters, digits, '-', '_' and '.', and start and end with a letter or digit: {key}";
    }

    [GeneratedRegex(@"^[a-z_]+[a-z0-9_]*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"^(([0-9]+(MB|KB|GB|[BKMG])|0)(/([0-9]+(MB|KB|GB|[BKMG])))?)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MemoryPattern();

    [GeneratedRegex(@"^(([-+]?[0-9]*\.?[0-9]+m?)(/([-+]?[0-9]*\.?[0-9]+m?))?)\z")]
    private static partial Regex CpuPattern();

    [GeneratedRegex(@"^[0-9]*\z")]
    private static partial Regex GracePattern();

    [GeneratedRegex(@"^(?:[a-zA-Z0-9][-.a-zA-Z0-9_]{0,61})?[a-zA-Z0-9]\z")]
    private static partial Regex TagNamePattern();

    [GeneratedRegex(@"^(?:[a-zA-Z0-9][-.a-zA-Z0-9_]{0,251})?[a-zA-Z0-9]\z")]
    private static partial Regex TagPrefixPattern();
}
