namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>What a converter has to go by.</summary>
public abstract class ConverterContext
{
    /// <summary>Declared type of the parameter.</summary>
    public abstract Type TargetType { get; }

    /// <summary>The input data or trigger metadata under the parameter's name, if any.</summary>
    public abstract object? Source { get; }

    /// <summary>The invocation.</summary>
    public abstract FunctionContext FunctionContext { get; }

    /// <summary>Further properties of the parameter.</summary>
    public abstract IReadOnlyDictionary<string, object> Properties { get; }
}
