namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Names the converter that makes the value of a parameter.</summary>
/// <param name="converterType">A class that implements <see cref="IInputConverter"/>.</param>
[AttributeUsage(
    AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Struct,
    AllowMultiple = true)]
public class InputConverterAttribute(Type converterType) : Attribute
{
    /// <summary>A class that implements <see cref="IInputConverter"/>.</summary>
    public Type ConverterType { get; } = converterType;
}
