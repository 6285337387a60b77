using Deis.Platform.Apps;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Deploy;

/// <summary>Publishes the routing that the database has for an app; does nothing when the app is gone or going.</summary>
[DurableTask(nameof(PublishRoutes))]
public sealed class PublishRoutes(AppPlace place, IAppRuntime runtime, AppRoutes routes) : TaskActivity<Guid, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, Guid input)
    {
        var stopping = context.GetCancellationToken();
        await place.RouteAsync(
            input, operation: null, async app => await runtime.PublishRoutingAsync(await routes.OfAsync(app, stopping), stopping), stopping);
        return null;
    }
}
