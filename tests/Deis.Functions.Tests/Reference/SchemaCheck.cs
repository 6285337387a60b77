using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Deis.Functions.Tests.Reference;

/// <summary>Compares JSON with schemas of the document.</summary>
internal sealed class SchemaCheck(JsonNode document)
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List };

    private readonly string _components = document["components"]!["schemas"]!.ToJsonString();
    private readonly ConcurrentDictionary<string, JsonSchema> _schemas = new(StringComparer.Ordinal);

    /// <summary>What is wrong with a value; null when it matches the schema.</summary>
    public string? Mismatch(JsonNode schema, JsonNode? value)
    {
        var result = _schemas.GetOrAdd(schema.ToJsonString(), Compile).Evaluate(value, Options);
        return result.IsValid
            ? null
            : string.Join("; ", result.Details.Where(detail => detail.HasErrors).SelectMany(detail => detail.Errors!, (detail, error) => $"{detail.InstanceLocation}: {error.Value}"));
    }

    private JsonSchema Compile(string schema)
    {
        var whole = JsonNode.Parse(schema)!.AsObject();
        whole["$defs"] = JsonNode.Parse(_components);
        return JsonSchema.FromText(whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
    }
}
