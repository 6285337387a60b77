using Deis.Platform.Data;
using Deis.Platform.Releases;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Deis.Orchestrations.WarmUp;

/// <summary>Decides how to ask the router for a release's app; null for not at all.</summary>
[DurableTask(nameof(PlanWarmUp))]
public sealed class PlanWarmUp(DeisDbContext database, IOptions<WarmUpOptions> options) : TaskActivity<Guid, WarmUpPlan?>
{
    /// <inheritdoc />
    public override async Task<WarmUpPlan?> RunAsync(TaskActivityContext context, Guid input)
    {
        var stopping = context.GetCancellationToken();
        if (options.Value is not { RouterUrl: not null, PlatformDomain: { Length: > 0 } domain })
        {
            return null;
        }

        var release = await database.CompleteReleases().SingleOrDefaultAsync(r => r.Uuid == input, stopping);
        var app = release is null ? null : await database.Apps.SingleOrDefaultAsync(a => a.Uuid == release.AppId, stopping);
        if (app is null || ProcessStructure.Routed(app.Structure) is not { } type || app.Structure[type] == 0)
        {
            return null;
        }

        var host = await database.Domains.Where(d => d.AppId == app.Uuid).OrderBy(d => d.Id).Select(d => d.Name).FirstOrDefaultAsync(stopping);
        if (host is null || host.StartsWith('*'))
        {
            return null;
        }

        var checks = release!.Config!.Healthcheck;
        var path = (checks[type] ?? checks["web/cmd"])?["livenessProbe"]?["httpGet"]?["path"]?.GetValue<string>();
        var hasProbe = (checks[type] ?? checks["web/cmd"])?["livenessProbe"]?["httpGet"] is not null;
        return new WarmUpPlan(
            host.Contains('.', StringComparison.Ordinal) ? host : $"{host}.{domain}",
            path ?? "/",
            hasProbe,
            options.Value.Attempts,
            options.Value.Pause.TotalSeconds);
    }
}
