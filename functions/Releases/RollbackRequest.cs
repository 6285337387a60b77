using Deis.Functions.Reference;

namespace Deis.Functions.Releases;

/// <summary>The release to go back to.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Version">Its number; missing: the one before the newest that did not fail.</param>
public sealed record RollbackRequest(int? Version) : IExample<RollbackRequest>
{
    /// <inheritdoc/>
    public static RollbackRequest Example => new(2);
}
