namespace Deis.Platform.Runtime.Local.State;

/// <summary>A release of a process type, and how often its processes were replaced by fresh ones. Immutable.</summary>
/// <param name="Spec">What runs.</param>
/// <param name="Generation">Grows with every rollout or restart of the type.</param>
internal sealed record Revision(ProcessSpec Spec, int Generation)
{
    /// <summary>True when processes of the one are processes of the other, whatever their number.</summary>
    public bool Matches(Revision? other) => other is not null && Generation == other.Generation && Spec.Release == other.Spec.Release;
}
