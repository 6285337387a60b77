using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.State;

/// <summary>What can be said of something that was asked for.</summary>
/// <param name="Outcome">How it ended; null while it has not.</param>
/// <param name="Culprit">The pod that made it fail, whose last lines belong to the outcome.</param>
/// <param name="LookAgain">After which time more can be said although nothing changes; null for never.</param>
internal sealed record Verdict(RuntimeOutcome? Outcome, V1Pod? Culprit = null, TimeSpan? LookAgain = null)
{
    /// <summary>Nothing can be said yet.</summary>
    public static Verdict Pending { get; } = new(Outcome: null);
}
