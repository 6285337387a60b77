namespace Deis.Functions.Reference;

/// <summary>The body that a function reads, for the reference of the API.</summary>
/// <param name="body">Its fields; those that may be null, and yes or no, need not be sent.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TakesAttribute(Type body) : Attribute
{
    /// <summary>Its fields.</summary>
    public Type Body { get; } = body;

    /// <summary>An example, as it goes over the wire; null for that of the body's type (<see cref="IExample{TSelf}"/>).</summary>
    public string? Example { get; init; }

    /// <summary>False when there need not be any body.</summary>
    public bool Required { get; init; } = true;

    /// <summary>Its media type.</summary>
    public string MediaType { get; init; } = "application/json";
}
