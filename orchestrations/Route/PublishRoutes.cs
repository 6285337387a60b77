using Deis.Platform.Apps;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Route;

/// <summary>Publishes the routing that the database has for an app. Returns false, with nothing done, when the app is gone or going.</summary>
[DurableTask(nameof(PublishRoutes))]
public sealed class PublishRoutes(AppPlace place, IAppRuntime runtime, AppRoutes routes, TimeProvider time) : TaskActivity<Guid, bool>
{
    /// <inheritdoc />
    public override Task<bool> RunAsync(TaskActivityContext context, Guid input) => OneTry.RunAsync(
        over => place.RouteAsync(input, operation: null, async app => await runtime.PublishRoutingAsync(await routes.OfAsync(app, over), over), over),
        time,
        context.GetCancellationToken());
}
