namespace Deis.Functions.Reference;

/// <summary>A value in the path of a function, or of all functions of a class, for the reference of the API.</summary>
/// <param name="name">Its name in the route.</param>
/// <param name="text">What it is.</param>
/// <param name="example">An example.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class RouteValueAttribute(string name, string text, string example) : Attribute
{
    /// <summary>Its name in the route.</summary>
    public string Name { get; } = name;

    /// <summary>What it is.</summary>
    public string Text { get; } = text;

    /// <summary>An example.</summary>
    public string Example { get; } = example;
}
