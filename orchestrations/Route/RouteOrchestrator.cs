using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Rollout;
using Deis.Platform.Results;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Route;

/// <summary>
/// Puts in force what is stored of an app's routing already. It goes on beside whatever else changes the app and needs no lease: it says what the database
/// has when it comes to it, so the order of several does not matter.
/// </summary>
[DurableTask(RouteInput.Orchestration)]
public sealed class RouteOrchestrator : TaskOrchestrator<RouteInput, ChangeOutcome>
{
    private const string NotInForce =
        "The change is stored but not in force, since the runtime could not be told of it. It is told with the app's next deploy or next change of routing.";

    private const string NotScaled = " Autoscaling is told when it is changed once more.";

    /// <inheritdoc />
    public override Task<ChangeOutcome> RunAsync(TaskOrchestrationContext context, RouteInput input) =>
        context.PutInForceAsync(input.AppId, input.Scaled.Count == 0 ? NotInForce : NotInForce + NotScaled, () => TellAsync(context, input));

    private static async Task<ChangeOutcome> TellAsync(TaskOrchestrationContext context, RouteInput input)
    {
        // What the cluster says of scaling must not hold back who may reach the app.
        var isThere = await context.CallActivityAsync<bool>(nameof(PublishRoutes), input.AppId, Retries.Patient)
            && (input.Scaled.Count == 0 || await context.CallActivityAsync<bool>(nameof(ScaleByLoad), input, Retries.Patient));
        return isThere ? ChangeOutcome.Success() : ChangeOutcome.Failure(Error.Conflict(Refusals.GoneMessage));
    }
}
