using Deis.Functions.Reference;

namespace Deis.Functions.Pods;

/// <summary>Processes; the one list without pages.</summary>
/// <param name="Results">The processes.</param>
/// <param name="Count">How many.</param>
public sealed record PodList(IReadOnlyList<PodBody> Results, int Count) : IExample<PodList>
{
    /// <inheritdoc/>
    public static PodList Example => new([PodBody.Example], 1);
}
