using Deis.Platform.Tokens;

namespace Deis.Functions.Http;

/// <summary>Says which scope of a token a function takes (docs/protocol/controller.md §3.6), where it is not read for what only looks and admin for all else.</summary>
/// <param name="level">The least scope.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScopeAttribute(TokenLevel level) : Attribute
{
    /// <summary>The least scope.</summary>
    public TokenLevel Level { get; } = level;

    /// <summary>True when tokens for some apps may be used though the function is about none; it cares for what they may see.</summary>
    public bool EveryApp { get; init; }
}
