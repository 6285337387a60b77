namespace Deis.Functions.Http;

/// <summary>Says what a function answers with, where it is not JSON alone.</summary>
/// <param name="mediaTypes">Media types that the caller may ask for instead.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class ProducesAttribute(params string[] mediaTypes) : Attribute
{
    /// <summary>Any media type.</summary>
    public const string Anything = "*/*";

    /// <summary>Media types that the caller may ask for instead.</summary>
    public IReadOnlyList<string> MediaTypes { get; } = mediaTypes;
}
