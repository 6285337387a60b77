using Deis.Functions.Reference;

namespace Deis.Functions.Operations;

/// <summary>Answer of a request that does not wait and changes several apps.</summary>
/// <param name="Operation">Id of the first operation; <c>Location</c> leads to it.</param>
/// <param name="Operations">Where to look for each.</param>
public sealed record StartedOperations(string Operation, IReadOnlyList<string> Operations) : IExample<StartedOperations>
{
    /// <inheritdoc/>
    public static StartedOperations Example => new(
        "route-5f0c9a8b7d6e4f3a2b1c0d9e8f7a6b5c",
        ["/v2/apps/shop/operations/route-5f0c9a8b7d6e4f3a2b1c0d9e8f7a6b5c", "/v2/apps/blog/operations/route-0a1b2c3d4e5f60718293a4b5c6d7e8f9"]);
}
