using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Deis.Functions.Tests.Reference.Generation;

/// <summary>The documentation comments of the code, which the compiler writes beside each assembly.</summary>
internal sealed partial class XmlComments
{
    private readonly Dictionary<Assembly, Dictionary<string, XElement>> _byAssembly = [];

    /// <summary>What a method does, without the full stop.</summary>
    public string Summary(MethodInfo method)
    {
        var parameters = string.Join(',', method.GetParameters().Select(parameter => NameOf(parameter.ParameterType)));
        var name = $"M:{method.DeclaringType!.FullName}.{method.Name}" + (parameters.Length == 0 ? "" : $"({parameters})");
        return Text(Members(method.DeclaringType.Assembly).GetValueOrDefault(name)?.Element("summary"))?.TrimEnd('.')
            ?? throw new InvalidOperationException($"{name} has no comment.");
    }

    /// <summary>What a type is; null when nothing is said.</summary>
    public string? Summary(Type type) => Text(Member(type)?.Element("summary"));

    /// <summary>What a property is: its own comment, or that of the parameter of the record.</summary>
    public string? Summary(PropertyInfo property) =>
        Text(Members(property.DeclaringType!.Assembly).GetValueOrDefault($"P:{NameOf(property.DeclaringType)}.{property.Name}")?.Element("summary"))
        ?? Text(Member(property.DeclaringType)?.Elements("param").FirstOrDefault(parameter => parameter.Attribute("name")?.Value == property.Name));

    private XElement? Member(Type type) => Members(type.Assembly).GetValueOrDefault($"T:{NameOf(type)}");

    private Dictionary<string, XElement> Members(Assembly assembly)
    {
        if (!_byAssembly.TryGetValue(assembly, out var members))
        {
            var file = Path.ChangeExtension(assembly.Location, ".xml");
            members = File.Exists(file)
                ? XDocument.Load(file).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value)
                : [];
            _byAssembly[assembly] = members;
        }
        return members;
    }

    private static string NameOf(Type type)
    {
        if (type.IsGenericType)
        {
            var definition = type.GetGenericTypeDefinition().FullName!;
            return type.IsValueType ? $"{definition.Split('`')[0]}{{{string.Join(',', type.GenericTypeArguments.Select(NameOf))}}}" : definition;
        }
        return type.FullName!.Replace('+', '.');
    }

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }
        var text = string.Concat(element.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" or "paramref" or "typeparamref" } named =>
                $"`{(named.Attribute("name") ?? named.Attribute("cref") ?? named.Attribute("langword"))!.Value.Split('.', ':')[^1]}`",
            XElement code => $"`{code.Value}`",
            _ => node.ToString(),
        }));
        return Blanks().Replace(Reference().Replace(text, ""), " ").Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal).Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    // Readers of the document do not have the repository.
    [GeneratedRegex(@"\s*\(docs/[^)]*\)")]
    private static partial Regex Reference();
}
