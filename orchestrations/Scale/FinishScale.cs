using Deis.Orchestrations.Activities;
using Deis.Platform.Data;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Scale;

/// <summary>Records the new numbers and tells the app's log.</summary>
[DurableTask(nameof(FinishScale))]
public sealed class FinishScale(DeisDbContext database, IAppRuntime runtime, AppRoutes routes, AppLog log, TimeProvider clock)
    : TaskActivity<ScaleInput, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, ScaleInput input)
    {
        var stopping = context.GetCancellationToken();
        var app = await database.Apps.SingleAsync(a => a.Uuid == input.AppId, stopping);
        var user = await database.Users.Where(u => u.Id == input.UserId).Select(u => u.Username).SingleOrDefaultAsync(stopping);
        var structure = new Dictionary<string, int>(app.Structure);
        foreach (var (type, count) in input.Processes)
        {
            structure[type] = count;
        }

        app.Structure = structure;
        app.Updated = clock.GetUtcNow();
        await database.SaveChangesAsync(stopping);
        await runtime.PublishRoutingAsync(await routes.OfAsync(app, stopping), stopping);
        var scaled = string.Join(' ', input.Processes.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}"));
        await log.InfoAsync(app.Uuid, $"{user ?? "somebody"} scaled pods {scaled}", stopping);
        return null;
    }
}
