using Deis.Orchestrations.Activities;
using Deis.Platform.Data;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Deploy;

/// <summary>Publishes the routing that the database has for an app; does nothing when the app is gone.</summary>
[DurableTask(nameof(PublishRoutes))]
public sealed class PublishRoutes(DeisDbContext database, IAppRuntime runtime, AppRoutes routes) : TaskActivity<string, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, string input)
    {
        var stopping = context.GetCancellationToken();
        if (await database.Apps.SingleOrDefaultAsync(a => a.Id == input, stopping) is { } app)
        {
            await runtime.PublishRoutingAsync(await routes.OfAsync(app, stopping), stopping);
        }

        return null;
    }
}
