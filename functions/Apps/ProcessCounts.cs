using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Platform.Results;

namespace Deis.Functions.Apps;

/// <summary>Reads numbers of processes as the original does: <c>"2"</c> is 2 and 1.9 is 1.</summary>
internal static class ProcessCounts
{
    private const string Prefix = "Invalid scaling format: ";

    public static Result<Dictionary<string, int>> Read(JsonObject body)
    {
        var counts = new Dictionary<string, int>();
        foreach (var (type, value) in body)
        {
            if (Number(value) is not { } number)
            {
                return Error.Domain($"{Prefix}{type}={value?.ToJsonString() ?? "null"} is not a whole number of processes");
            }
            if (number < 0)
            {
                return Error.Domain($"{Prefix}Must be greater than or equal to zero");
            }
            counts[type] = number;
        }
        return counts;
    }

    private static int? Number(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Number when value.GetValue<double>() is > int.MinValue and < int.MaxValue and var number => (int)number,
        JsonValueKind.String when int.TryParse(value.GetValue<string>().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
