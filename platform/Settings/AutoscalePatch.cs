using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Platform.Builds;
using Deis.Platform.Results;
using Deis.Platform.Runtime;

namespace Deis.Platform.Settings;

/// <summary>Reads changes of autoscaling and merges them (docs/protocol/controller.md §9.4).</summary>
internal static class AutoscalePatch
{
    private const string Field = "autoscale";

    /// <summary>The changes by process type, null to end it; or the first thing that is wrong with them.</summary>
    public static Result<Dictionary<string, LoadScaling?>> Read(JsonNode node)
    {
        if (node is not JsonObject map)
        {
            return Error.ForField(Field, "Value must be a JSON object.");
        }
        var changes = new Dictionary<string, LoadScaling?>();
        foreach (var (type, rule) in map)
        {
            if (!ProcessTypes.IsValid(type))
            {
                return Error.ForField(Field, ProcessTypes.Message);
            }
            if (rule is null)
            {
                changes[type] = null;
            }
            else if (ReadRule(rule).TryGet(out var scaling, out var error))
            {
                changes[type] = scaling;
            }
            else
            {
                return error;
            }
        }
        return changes;
    }

    /// <summary>The rules after a change; what is to end must be there.</summary>
    public static Result<Dictionary<string, LoadScaling>> Merge(IReadOnlyDictionary<string, LoadScaling> current, IReadOnlyDictionary<string, LoadScaling?>? changes)
    {
        var merged = new Dictionary<string, LoadScaling>(current);
        foreach (var (type, scaling) in changes ?? new Dictionary<string, LoadScaling?>())
        {
            if (scaling is not null)
            {
                merged[type] = scaling;
            }
            else if (!merged.Remove(type))
            {
                return Error.Unprocessable($"{type} does not exist under autoscale");
            }
        }
        return merged;
    }

    private static Result<LoadScaling> ReadRule(JsonNode rule)
    {
        if (rule is not JsonObject numbers)
        {
            return Invalid(rule, "it is not an object");
        }
        if (!TryRead(numbers, "min", out var min, out var problem) || !TryRead(numbers, "max", out var max, out problem) ||
            !TryRead(numbers, "cpu_percent", out var percent, out problem))
        {
            return Invalid(rule, problem);
        }
        if (min < 1)
        {
            return Error.Domain("min replicas needs to be 1 or higher");
        }
        if (max < min)
        {
            return Error.Domain("max replicas can not be smaller than min replicas");
        }
        return percent < 1 ? Error.Domain("cpu_percent needs to be 1 or higher") : new LoadScaling(min, max, percent);
    }

    private static bool TryRead(JsonObject numbers, string name, out int number, out string problem)
    {
        number = 0;
        problem = numbers.ContainsKey(name) ? $"{name} is not a whole number" : $"{name} is missing";
        return numbers[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out number);
    }

    private static Error Invalid(JsonNode rule, string problem) => Error.ForField(Field, $"could not validate {rule.ToJsonString()}: {problem}");
}
