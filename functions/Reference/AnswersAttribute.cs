using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Reference;

/// <summary>An answer of a function that did what it was asked for, for the reference of the API.</summary>
/// <param name="status">Its status.</param>
/// <param name="body">What is in it; null for nothing.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AnswersAttribute(int status = StatusCodes.Status200OK, Type? body = null) : Attribute
{
    /// <summary>Its status.</summary>
    public int Status { get; } = status;

    /// <summary>What is in it; null for nothing.</summary>
    public Type? Body { get; } = body;

    /// <summary>When it comes, where that is not plain.</summary>
    public string? When { get; init; }

    /// <summary>Its media type.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>An example, as it goes over the wire; null for that of the body's type (<see cref="IExample{TSelf}"/>).</summary>
    public string? Example { get; init; }
}
