namespace Deis.Platform.Results;

/// <summary>The value of a use case that has nothing to return: <c>Result&lt;Unit&gt;</c>.</summary>
public readonly record struct Unit
{
    /// <summary>The only value.</summary>
    public static Unit Value => default;
}
