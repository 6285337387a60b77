namespace Microsoft.Azure.Functions.Worker;

/// <summary>A parameter of a function's method.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">Its declared type.</param>
public class FunctionParameter(string name, Type type)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its declared type.</summary>
    public Type Type { get; } = type;
}
