namespace Deis.Platform.Paging;

/// <summary>A part of a list.</summary>
/// <param name="Count">Length of the whole list.</param>
/// <param name="Items">The items of this page.</param>
public sealed record Page<T>(int Count, IReadOnlyList<T> Items)
{
    /// <summary>The same page of converted items.</summary>
    public Page<TOther> Select<TOther>(Func<T, TOther> convert) => new(Count, [.. Items.Select(convert)]);
}
