namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Names the class that makes the value of a parameter. The real <c>[FromBody]</c> is one of these.</summary>
/// <param name="converterType">The class.</param>
[AttributeUsage(
    AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Struct,
    AllowMultiple = true)]
public class InputConverterAttribute(Type converterType) : Attribute
{
    /// <summary>The class.</summary>
    public Type ConverterType { get; } = converterType;
}
