namespace Deis.Functions.Reference;

/// <summary>A query parameter that a function reads, for the reference of the API.</summary>
/// <param name="name">Its name.</param>
/// <param name="text">What it does.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class QueryAttribute(string name, string text) : Attribute
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What it does.</summary>
    public string Text { get; } = text;

    /// <summary>Type of its value.</summary>
    public Type Type { get; init; } = typeof(string);

    /// <summary>An example of its value.</summary>
    public required object Example { get; init; }

    /// <summary>True when it must be there.</summary>
    public bool Required { get; init; }
}
