using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Rollout;
using Deis.Platform.Results;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Route;

/// <summary>
/// Puts in force what is stored of an app's routing already. It goes on beside whatever else changes the app and needs no lease: it says what the database
/// has when it comes to it, so one may do it for several changes (docs/adr/0011).
/// </summary>
[DurableTask(RouteInput.Orchestration)]
public sealed class RouteOrchestrator : TaskOrchestrator<RouteInput, ChangeOutcome>
{
    private const string NotInForce =
        "The change is stored but not in force, since the runtime could not be told of it. It is told with the app's next deploy or next change of routing.";

    /// <inheritdoc />
    public override Task<ChangeOutcome> RunAsync(TaskOrchestrationContext context, RouteInput input) =>
        context.PutInForceAsync(input.AppId, NotInForce, () => TellAsync(context, input));

    private static async Task<ChangeOutcome> TellAsync(TaskOrchestrationContext context, RouteInput input) =>
        await context.CallActivityAsync<bool>(nameof(PublishRoutes), new RoutesToPublish(input.AppId, context.InstanceId), Retries.Patient)
            ? ChangeOutcome.Success()
            : ChangeOutcome.Failure(Error.Conflict(Refusals.GoneMessage));
}
