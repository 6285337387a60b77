using Deis.Functions.Reference;

namespace Deis.Functions.Http;

/// <summary>A page of a list.</summary>
/// <param name="Count">Length of the whole list.</param>
/// <param name="Next">URL of the next page, or null.</param>
/// <param name="Previous">URL of the previous page, or null.</param>
/// <param name="Results">The items.</param>
public sealed record PageEnvelope<T>(int Count, string? Next, string? Previous, IReadOnlyList<T> Results) : IExample<PageEnvelope<T>>
    where T : IExample<T>
{
    /// <inheritdoc/>
    public static PageEnvelope<T> Example => new(1, null, null, [T.Example]);
}
