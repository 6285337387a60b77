namespace Microsoft.DurableTask;

/// <summary>One page of a longer sequence.</summary>
/// <typeparam name="T">The items.</typeparam>
/// <param name="values">The items of this page.</param>
/// <param name="continuationToken">Names the next page; null: this is the last.</param>
public sealed class Page<T>(IReadOnlyList<T> values, string? continuationToken = null)
    where T : notnull
{
    /// <summary>The items of this page.</summary>
    public IReadOnlyList<T> Values { get; } = values;

    /// <summary>Names the next page; null: this is the last.</summary>
    public string? ContinuationToken { get; } = continuationToken;
}
