using Deis.Platform.Apps;
using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Route;

/// <summary>Publishes the routing that the database has for an app. Returns false, with nothing done, when the app is gone or going.</summary>
[DurableTask(nameof(PublishRoutes))]
public sealed class PublishRoutes(PublishApp publish, TimeProvider time) : TaskActivity<RoutesToPublish, bool>
{
    /// <inheritdoc />
    public override Task<bool> RunAsync(TaskActivityContext context, RoutesToPublish input) =>
        OneTry.RunAsync(over => publish.ExecuteAsync(input.AppId, input.Closing, over), time, context.GetCancellationToken());
}
