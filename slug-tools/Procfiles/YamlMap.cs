using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Deis.SlugTools.Procfiles;

/// <summary>
/// Reads the little YAML we need from its event stream: maps of plain text. Reflection-based deserialisers would cost more
/// time than the rest of starting an app.
/// </summary>
internal static class YamlMap
{
    /// <summary>Reads one map. Anchors and aliases are not allowed: nothing here needs them, and they can explode.</summary>
    /// <param name="parser">Positioned before the map.</param>
    /// <param name="readValue">Reads the value of a key, consuming it.</param>
    /// <exception cref="YamlException">The text is something else.</exception>
    public static void Read(IParser parser, Action<Scalar> readValue)
    {
        var start = parser.Consume<MappingStart>();
        RefuseAnchor(start);
        while (!parser.TryConsume<MappingEnd>(out _))
            readValue(ReadScalar(parser, "a name"));
    }

    /// <summary>Reads one plain value.</summary>
    /// <exception cref="YamlException">It is something else.</exception>
    public static Scalar ReadScalar(IParser parser, string expected)
    {
        if (!parser.TryConsume<Scalar>(out var scalar))
        {
            var found = parser.Current ?? throw new YamlException("the file ends too early");
            throw new YamlException(found.Start, found.End, $"expected {expected}, not a list, a map or an alias");
        }
        RefuseAnchor(scalar);
        return scalar;
    }

    private static void RefuseAnchor(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            throw new YamlException(node.Start, node.End, "anchors are not supported");
    }
}
