using Deis.Orchestrations.Deploy;
using Deis.Platform.Apps;
using Deis.Platform.Releases;

namespace Deis.Orchestrations.Rollout;

/// <summary>What an app shall run when nobody deploys anything.</summary>
public sealed class CurrentRollout(DeployTimeouts timeouts)
{
    /// <summary>The release in the numbers that the app's users want; nothing of it is part of an operation.</summary>
    public RolloutPlan Of(App app, Release release)
    {
        var timeout = timeouts.For(release.Config!);
        return new RolloutPlan
        {
            AppId = app.Uuid,
            App = app.Id,
            Release = new ReleaseRef(release.Uuid, release.Label),
            Types = [.. app.Structure.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new ProcessCount(entry.Key, entry.Value))],
            TimeoutSeconds = timeout.TotalSeconds,
            StuckAfterSeconds = timeouts.StuckAfter(timeout).TotalSeconds,
            ReleasePhaseSeconds = timeouts.ReleasePhase.TotalSeconds,
        };
    }
}
