using Deis.Orchestrations.Deploy;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Scale;

/// <summary>Looks, once the lease is held, what the app runs now and what changes.</summary>
[DurableTask(nameof(PlanScale))]
public sealed class PlanScale(DeisDbContext database, DeployTimeouts timeouts) : TaskActivity<ScaleInput, ScalePlan>
{
    /// <inheritdoc />
    public override async Task<ScalePlan> RunAsync(TaskActivityContext context, ScaleInput input)
    {
        var stopping = context.GetCancellationToken();
        var app = await database.Apps.SingleOrDefaultAsync(a => a.Uuid == input.AppId, stopping);
        var release = await database.LatestSuccessfulAsync(input.AppId, stopping);
        if (app is null)
        {
            return new ScalePlan(null, [], [], Error.NotFound(nameof(App)));
        }

        if (release?.Build is not { } build)
        {
            return new ScalePlan(null, [], [], Error.Domain("No build associated with this release"));
        }

        var unknown = input.Processes.Keys.FirstOrDefault(type => type != "cmd" && !build.Procfile.ContainsKey(type));
        if (unknown is not null)
        {
            return new ScalePlan(null, [], [], new Error(ErrorKind.NotFoundDetail, $"Container type {unknown} does not exist in application"));
        }

        var timeout = timeouts.For(release.Config!);
        var rollout = new RolloutPlan
        {
            AppId = app.Uuid,
            App = app.Id,
            Operation = context.InstanceId,
            Release = new ReleaseRef(release.Uuid, release.Label),
            Types = [],
            TimeoutSeconds = timeout.TotalSeconds,
            StuckAfterSeconds = timeouts.StuckAfter(timeout).TotalSeconds,
            ReleasePhaseSeconds = timeouts.ReleasePhase.TotalSeconds,
        };
        return new ScalePlan(
            rollout,
            [.. input.Processes.Select(entry => new ProcessCount(entry.Key, entry.Value))],
            [.. input.Processes.Keys.Select(type => new ProcessCount(type, app.Structure.GetValueOrDefault(type)))]);
    }
}
