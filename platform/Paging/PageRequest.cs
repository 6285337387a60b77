namespace Deis.Platform.Paging;

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Limit">At most this many items; positive.</param>
/// <param name="Offset">How many items to leave out before; not negative.</param>
public readonly record struct PageRequest(int Limit, int Offset)
{
    /// <summary>Items per page when the request does not say.</summary>
    public const int DefaultLimit = 100;
}
