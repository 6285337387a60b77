using Deis.Platform.Data;
using Deis.Platform.Releases;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Deploy;

/// <summary>Decides what a deploy of a release will run and what it returns to when that fails.</summary>
[DurableTask(nameof(PlanRollout))]
public sealed class PlanRollout(DeisDbContext database, DeployTimeouts timeouts) : TaskActivity<Guid, RolloutPlan>
{
    /// <inheritdoc />
    public override async Task<RolloutPlan> RunAsync(TaskActivityContext context, Guid input)
    {
        var stopping = context.GetCancellationToken();
        var release = await database.CompleteReleases().SingleAsync(r => r.Uuid == input, stopping);
        var app = await database.Apps.SingleAsync(a => a.Uuid == release.AppId, stopping);
        var former = await database.FormerAsync(app.Uuid, release.Version, stopping);
        if (former?.Build is null)
        {
            former = null;
        }

        var build = release.Build!;
        var timeout = timeouts.For(release.Config!);
        return new RolloutPlan
        {
            AppId = app.Uuid,
            App = app.Id,
            Operation = context.InstanceId,
            Release = new ReleaseRef(release.Uuid, release.Label),
            Types = Counts(ProcessStructure.For(app.Structure, build, former?.Build)),
            Former = former is null ? null : new ReleaseRef(former.Uuid, former.Label),
            FormerTypes = former is null ? [] : Counts(app.Structure),
            HasReleasePhase = build.Procfile.ContainsKey(ProcessStructure.ReleasePhase),
            TimeoutSeconds = timeout.TotalSeconds,
            StuckAfterSeconds = timeouts.StuckAfter(timeout).TotalSeconds,
            ReleasePhaseSeconds = timeouts.ReleasePhase.TotalSeconds,
        };
    }

    private static List<ProcessCount> Counts(Dictionary<string, int> structure) =>
        [.. structure.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new ProcessCount(entry.Key, entry.Value))];
}
