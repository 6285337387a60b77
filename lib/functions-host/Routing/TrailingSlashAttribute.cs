namespace Deis.FunctionsHost.Routing;

/// <summary>Says whether a function's path ends with a slash, where it is not optional.</summary>
/// <param name="rule">The rule.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TrailingSlashAttribute(TrailingSlash rule) : Attribute
{
    /// <summary>The rule.</summary>
    public TrailingSlash Rule { get; } = rule;
}
