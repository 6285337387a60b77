namespace Deis.Functions.Http;

/// <summary>Says who may call a function, where it is not every user.</summary>
/// <param name="access">Who.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class AccessAttribute(Access access) : Attribute
{
    /// <summary>Who.</summary>
    public Access Access { get; } = access;
}
