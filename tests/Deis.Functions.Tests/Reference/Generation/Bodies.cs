using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Functions.Durable;
using Deis.Functions.Http;
using DurableTask.Postgres;

namespace Deis.Functions.Tests.Reference.Generation;

/// <summary>How bodies are written.</summary>
internal static class Bodies
{
    /// <summary>The options that the API writes a type with; the management of orchestrations has its own.</summary>
    public static JsonSerializerOptions OptionsOf(Type type) =>
        type.Namespace == typeof(DurableJson).Namespace || type == typeof(ParkedInstance) ? DurableJson.Options : ApiJson.Options;

    /// <summary>An example of a type that has one, or of a list of such a type.</summary>
    public static JsonNode ExampleOf(Type type)
    {
        if (type.IsArray)
        {
            return new JsonArray(ExampleOf(type.GetElementType()!));
        }
        var example = type.GetProperty("Example", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)
            ?? throw new InvalidOperationException($"{type} has no example.");
        return JsonSerializer.SerializeToNode(example, type, OptionsOf(type))!;
    }

    /// <summary>The example of a request: what need not be sent and is not, is left out.</summary>
    public static JsonNode RequestExampleOf(Type type)
    {
        var example = ExampleOf(type).AsObject();
        foreach (var name in example.Where(field => field.Value is null).Select(field => field.Key).ToList())
        {
            example.Remove(name);
        }
        return example;
    }

    /// <summary>A literal example: JSON where it is meant to be.</summary>
    public static JsonNode Literal(string text, string mediaType) =>
        mediaType == "application/json" && text.Length > 0 ? JsonNode.Parse(text)! : JsonValue.Create(text);
}
