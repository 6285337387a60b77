namespace Deis.Client;

/// <summary>A slice of a listing.</summary>
/// <typeparam name="T">The listed resource.</typeparam>
public sealed record Page<T>
{
    /// <summary>How many there are in all, not only in this slice.</summary>
    public required int Count { get; init; }

    /// <summary>The slice, in the order of the server.</summary>
    public required IReadOnlyList<T> Results { get; init; }
}
