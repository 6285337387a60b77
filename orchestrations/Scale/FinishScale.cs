using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Logs;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Scale;

/// <summary>Records the new numbers and tells the app's log. Returns false when the app is being destroyed.</summary>
[DurableTask(nameof(FinishScale))]
public sealed class FinishScale(DeisDbContext database, AppPlace place, IAppRuntime runtime, AppRoutes routes, AppLog log, TimeProvider clock)
    : TaskActivity<ScaleInput, bool>
{
    /// <inheritdoc />
    public override async Task<bool> RunAsync(TaskActivityContext context, ScaleInput input)
    {
        var stopping = context.GetCancellationToken();
        // Saved last: as long as this can fail, the database tells what to restore.
        if (!await place.RouteAsync(input.AppId, operation: null, app => FinishAsync(app, input, stopping), stopping))
        {
            return false;
        }

        var user = await database.Users.Where(u => u.Id == input.UserId).Select(u => u.Username).SingleOrDefaultAsync(stopping);
        var scaled = string.Join(' ', input.Processes.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}"));
        await log.InfoAsync(input.AppId, $"{user ?? "somebody"} scaled pods {scaled}", stopping);
        return true;
    }

    private async Task FinishAsync(App app, ScaleInput input, CancellationToken cancellationToken)
    {
        var structure = new Dictionary<string, int>(app.Structure);
        foreach (var (type, count) in input.Processes)
        {
            structure[type] = count;
        }

        app.Structure = structure;
        app.Updated = clock.GetUtcNow();
        await runtime.PublishRoutingAsync(await routes.OfAsync(app, cancellationToken), cancellationToken);
    }
}
